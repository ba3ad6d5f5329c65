"""Pictures of what masks use."""
