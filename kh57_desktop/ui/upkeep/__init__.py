"""The pieces of upkeep."""
