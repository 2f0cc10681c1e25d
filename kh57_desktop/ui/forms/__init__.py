"""Forms drawn from described fields."""
