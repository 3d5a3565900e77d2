"""speclift lifts typed API clients out of HTML documentation.

The command line is the product; of Python, these modules are public, by the names of their `__all__`:
`speclift.document` (OpenAPI documents), `speclift.check`, `speclift.diff`, `speclift.generate` and `speclift.mock`.
Everything else may change with any release.
"""

PUBLIC = ("speclift.check", "speclift.diff", "speclift.document", "speclift.generate", "speclift.mock")
"""The modules that other programs may import. A change of what they export is a change of the version."""

__version__ = "0.1.0"
