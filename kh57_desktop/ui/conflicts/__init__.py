"""The pieces of the page of conflicts."""
