"""Any OpenAPI or Swagger document to a valid OpenAPI 3.1 document.

Enters: the JSON value of a document that somebody else wrote: Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2, often slightly
invalid. Leaves: an OpenAPI 3.1 document, and findings for what was translated and what was repaired. Every rule is one
row of the table of its module; a rule that fires many times is one finding that counts its places.
"""

from speclift.document.to_31.conversion import Converted, to_31

__all__ = ["Converted", "to_31"]
