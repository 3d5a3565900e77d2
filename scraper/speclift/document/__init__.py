"""OpenAPI documents as plain JSON values: read from a file, walked, and pointed into.

Enters: a path or bytes. Leaves: a `dict` of JSON values (`dict` with string keys, `list`, `str`, `int`, `float`,
`bool`, `None`) that is a tree (nothing shared, no cycle) at most `MAX_DEPTH` deep, so that whoever walks it may
recurse. `check`, `generate`, `diff` and `mock` all start here; nothing in here knows a rule about OpenAPI beyond its
version.
"""

from speclift.document.load import load_document, parse_document
from speclift.document.operations import METHODS, Operation, count_operations, iterate_operations
from speclift.document.pointers import (
    dereference,
    escape,
    follow,
    join_pointer,
    locate,
    resolve,
    split_pointer,
    unescape,
)
from speclift.document.shape import MAX_DEPTH, openapi_version, require_openapi

__all__ = [
    "MAX_DEPTH",
    "METHODS",
    "Operation",
    "count_operations",
    "dereference",
    "escape",
    "follow",
    "iterate_operations",
    "join_pointer",
    "load_document",
    "locate",
    "openapi_version",
    "parse_document",
    "require_openapi",
    "resolve",
    "split_pointer",
    "unescape",
]
