"""All versions of one documentation held together: since when, until when, and when changed."""

from speclift.diff.lattice.items import Item, Lattice, Step, lattice, since, until

__all__ = ["Item", "Lattice", "Step", "lattice", "since", "until"]
