"""The pieces of the page of settings."""
