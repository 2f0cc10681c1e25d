"""How a noun is written in a table and described to people."""
