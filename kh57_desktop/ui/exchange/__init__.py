"""The pieces of the exchange page."""
