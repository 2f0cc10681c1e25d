"""How a plausible commune is made up, through the services only."""
