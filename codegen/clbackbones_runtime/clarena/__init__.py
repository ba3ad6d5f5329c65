"""What makes backbones CLArena's as well, and CLArena's algorithms on them."""
