"""The official JSON Schemas of OpenAPI 3.0, 3.1 and 3.2, unchanged, and our own for what they leave to a dialect.

`openapi-3.0.json`, `openapi-3.1.json` and `openapi-3.2.json` are published by the OpenAPI Initiative at https://spec.openapis.org/oas/
under the Apache License 2.0 (see NOTICE beside them). `schema-object-3.1.json` is ours.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any


def official_schema(name: str) -> dict[str, Any]:
    """The schema in the file `name`.json of this folder."""
    text = resources.files(__package__).joinpath(f"{name}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
