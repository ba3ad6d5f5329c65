"""A program that uses Hydra as users do: its configs in `conf`, its backbone from the config group of the package."""
