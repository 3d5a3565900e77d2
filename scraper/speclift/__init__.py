"""speclift lifts typed API clients out of HTML documentation."""

__version__ = "0.1.0"
