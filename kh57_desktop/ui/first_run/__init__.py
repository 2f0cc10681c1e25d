"""The pieces of the first start and of joining the commune."""
