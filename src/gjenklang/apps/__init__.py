"""Practice: one folder for each feature, every folder the same small kit."""
