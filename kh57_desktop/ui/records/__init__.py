"""A list of records and the form of one: what every page of a noun stands on."""
