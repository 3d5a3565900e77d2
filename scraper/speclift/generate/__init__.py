"""From a document to a typed Python package; sees documents and `templates/`, nothing else.

package = generate(document)            # in memory
write(package, Path("generated"))       # generated/<package>/
"""

from speclift.generate.history import Lattice
from speclift.generate.package import Package, generate, write

__all__ = ["Lattice", "Package", "generate", "write"]
