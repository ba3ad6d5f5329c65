"""What stands behind a backbone: heads of tasks, and features at several levels."""
