"""From finished values to the texts of modules."""
