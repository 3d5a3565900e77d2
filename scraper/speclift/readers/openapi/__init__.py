"""OpenAPI and Swagger documents: files, addresses, and what pages carry of the documents that they are drawn from.

Enters: recorded documents, or pages that hold one. Leaves: `ReadDocuments`, as written: translating and repairing is
the work of `speclift.document.to_31`.
"""

from speclift.readers.openapi.reading import read_documents
from speclift.readers.openapi.recognition import recognise

__all__ = ["read_documents", "recognise"]
