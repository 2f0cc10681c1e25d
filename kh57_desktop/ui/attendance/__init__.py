"""The pieces of a class and of its attendance."""
