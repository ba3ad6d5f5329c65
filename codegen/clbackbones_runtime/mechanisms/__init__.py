"""The mechanisms: what is woven into architectures, one module for each file of schema/mechanisms."""
