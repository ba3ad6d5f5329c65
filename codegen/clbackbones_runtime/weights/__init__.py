"""Weights that come from elsewhere: published ones, and state dicts of CLArena's backbones."""
