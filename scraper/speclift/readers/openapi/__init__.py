"""OpenAPI and Swagger documents: files, addresses, and what pages carry of the documents that they are drawn from.

Enters: recorded documents, or pages that hold one. Leaves: `ReadDocuments`, as written: translating and repairing is
the work of `speclift.document.to_31`.
"""

from speclift.readers.openapi.behind import Behind, document_behind
from speclift.readers.openapi.reading import read_documents
from speclift.readers.openapi.recognition import is_document, recognise
from speclift.readers.openapi.renderers import renderer_of

__all__ = ["Behind", "document_behind", "is_document", "read_documents", "recognise", "renderer_of"]
