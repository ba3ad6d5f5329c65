"""The spec: its typed model, how it is read, and how faults are told."""
