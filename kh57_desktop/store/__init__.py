"""The cupboard: that there is an encrypted SQLite file."""
