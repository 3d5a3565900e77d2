"""openapi-generator's `html2`: operations as markup, models and bodies as JSON in the scripts of the page.

Enters: the page. Leaves: the document that it was made from.
"""

from __future__ import annotations

from speclift.readers.rendered.generator_html2.reading import read_documents, recognise

__all__ = ["read_documents", "recognise"]
