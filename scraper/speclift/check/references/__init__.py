"""Rules about `$ref`."""
