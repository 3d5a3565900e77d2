"""Rules about recorded values: examples and defaults, each against its own schema."""
