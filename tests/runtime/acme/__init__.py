"""A package as the generator writes it, by hand and small.

The runtime's modules are those of `templates/package/runtime` themselves.
"""

from pathlib import Path

__path__.append(str(Path(__file__).parents[3] / "templates" / "package" / "runtime"))
