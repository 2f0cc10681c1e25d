"""How figures are counted and how paper looks."""
