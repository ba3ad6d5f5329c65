"""What is published about the product: the data of a package's catalog, the JSON Schema, the config group of Hydra."""
