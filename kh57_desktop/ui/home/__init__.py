"""The first pages, of a unit and of the commune."""
