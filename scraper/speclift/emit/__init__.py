"""OpenAPI 3.1 from a typed API: the only package that knows `$ref` and where OpenAPI puts things.

Enters: `Api` and `Source`. Leaves: a document of plain JSON values, and in the ledger a pointer for every fact.
`emit.yaml` writes documents as canonical YAML.
"""

from speclift.emit.document import emit

__all__ = ["emit"]
