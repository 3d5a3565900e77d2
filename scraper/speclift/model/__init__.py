"""The closed vocabularies in the middle: `raw` (what readers hand on) and `api` (what normalise hands on)."""
