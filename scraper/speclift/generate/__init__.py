"""From a document to a typed Python package; sees documents and `templates/`, nothing else.

package = generate(document)            # in memory
write(package, Path("generated"))       # generated/<package>/
surface(document)                       # what callers can write, without writing it
"""

from speclift.generate.history import Lattice
from speclift.generate.package import Package, count_operations, generate, write
from speclift.generate.surface import Method, Parameter, Surface, surface

__all__ = ["Lattice", "Method", "Package", "Parameter", "Surface", "count_operations", "generate", "surface", "write"]
