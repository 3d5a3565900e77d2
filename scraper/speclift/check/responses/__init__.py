"""Rules about responses and their headers."""
