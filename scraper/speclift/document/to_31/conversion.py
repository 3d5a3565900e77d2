"""The order in which a document is translated and repaired.

Enters: any JSON value. Leaves: `Converted`. Raises `InputError` only for what is no OpenAPI document at all.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from speclift.document.shape import require_json_tree
from speclift.document.to_31.frame import repair_frame
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.operations import repair_operations
from speclift.document.to_31.parameters import repair_parameters
from speclift.document.to_31.paths import repair_paths
from speclift.document.to_31.references import repair_references
from speclift.document.to_31.responses import repair_contents
from speclift.document.to_31.schemas import repair_schemas
from speclift.document.to_31.security import repair_security
from speclift.document.to_31.swagger import from_swagger
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.model.findings import Finding

OPENAPI: Final = "3.1.1"

_OLDER: Final = Rule("openapi-3-0", "the document is written in OpenAPI 3.0", "written in OpenAPI 3.1", True)
_NEWER: Final = Rule("openapi-3-2", "the document is written in OpenAPI 3.2", "written in OpenAPI 3.1", True)
_UNKNOWN: Final = Rule("openapi-version-unknown", "the version of OpenAPI is none that exists", "read as OpenAPI 3.1")


class Converted(Struct, frozen=True):
    """A document of OpenAPI 3.1 and the findings about what it was made from."""

    document: dict[str, Any]
    findings: tuple[Finding, ...]


def is_openapi(value: object) -> bool:
    """Whether a JSON value means to be an OpenAPI or Swagger document."""
    return (
        isinstance(value, dict)
        and ("openapi" in value or "swagger" in value)
        and any(isinstance(value.get(key), dict) for key in ("paths", "webhooks", "components", "definitions"))
    )


def to_31(value: object, *, name: str, address: str = "") -> Converted:
    """Translate and repair a document.

    `name` is what messages call it, `address` where it was read: relative server addresses are relative to it. Raises
    `InputError` for what is no OpenAPI or Swagger document, holds no JSON, or is nested without end.
    """
    if not isinstance(value, dict) or not is_openapi(value):
        raise InputError("not an OpenAPI document", file=name, hint="expected `openapi:` or `swagger:` and `paths:`")
    try:
        require_json_tree(value)
    except InputError as error:
        raise InputError(error.message, file=name, place=error.place, hint=error.hint) from None
    notes = Notes(name)
    document = copy.deepcopy(value)
    if "swagger" in document and "openapi" not in document:
        document = from_swagger(document, notes, address)
        legacy = True
    else:
        legacy = _version(document, notes)
    repair_frame(document, notes, address)
    repair_paths(document, notes)
    repair_contents(document, notes)
    repair_references(document, notes)
    repair_parameters(document, notes)
    repair_schemas(document, notes, legacy=legacy)
    repair_operations(document, notes)
    repair_security(document, notes)
    return Converted(document, tuple(notes.findings()))


def _version(document: dict[str, Any], notes: Notes) -> bool:
    """Set the version; whether the document was written before 3.1."""
    version = str(document["openapi"])
    document["openapi"] = OPENAPI
    match = re.match(r"3\.(\d+)", version)
    minor = int(match[1]) if match else 0 if version in ("3", "3.") else None
    if minor == 0:
        notes.add(_OLDER, "/openapi", version)
    elif minor is None:
        notes.add(_UNKNOWN, "/openapi", version)
    elif minor > 1:
        notes.add(_NEWER, "/openapi", version)
    return minor == 0
