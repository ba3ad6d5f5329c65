"""Parts of networks with masks, and what several processes share of them."""
