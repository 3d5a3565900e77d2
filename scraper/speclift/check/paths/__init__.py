"""Rules about the keys of `paths` and the parameters in them."""
