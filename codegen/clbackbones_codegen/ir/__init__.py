"""Between spec and text: flat steps, the product of architectures and mechanisms, trials, statements."""
