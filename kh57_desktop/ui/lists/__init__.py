"""Lists and tables: their rows, how they are painted and narrowed."""
