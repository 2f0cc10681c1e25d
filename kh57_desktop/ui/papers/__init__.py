"""Papers on the screen and to the printer, and the figures beside them."""
