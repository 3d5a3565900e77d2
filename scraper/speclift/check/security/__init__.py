"""Rules about security schemes and requirements."""
