"""Our own cases for the yardsticks, one module per area."""
