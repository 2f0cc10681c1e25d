"""The pieces of the page of search."""
