"""What the processes run that tests/test_distributed.py starts."""
