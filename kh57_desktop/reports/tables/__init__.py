"""The tables that papers are made of."""
