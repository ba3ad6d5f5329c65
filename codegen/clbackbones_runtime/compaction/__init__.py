"""The network of one stored task as a smaller dense one."""
