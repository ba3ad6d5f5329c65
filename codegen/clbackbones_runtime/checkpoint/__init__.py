"""Files that rebuild a backbone."""
