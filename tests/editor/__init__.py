"""What users see in an editor: real language servers, driven over their protocol."""
