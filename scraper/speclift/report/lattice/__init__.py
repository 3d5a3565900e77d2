"""The report of all versions of a documentation."""

from speclift.report.lattice.page import page

__all__ = ["page"]
