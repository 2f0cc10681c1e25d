"""The plan's words and laws, in the standard library alone."""
