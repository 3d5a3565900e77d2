"""A recorded call that writes every value as a text does not say which kinds of values the server takes."""

from __future__ import annotations

import pytest
from page_notation import page

from speclift.pipeline.lift import lift
from speclift.workspace.source import unconfigured


@pytest.mark.parametrize(
    ("type_", "sent", "kind"),
    [
        ("Boolean", "true", "boolean"),
        ("Number", "15", "number"),
        ("Integer", "xxx", "integer"),
        ("Integer", "{{count}}", "integer"),
        ("Integer", "many", ["integer", "string"]),
        ("Boolean", "perhaps", ["boolean", "string"]),
    ],
)
def test_a_spelling_is_no_type(type_: str, sent: str, kind: str | list[str]) -> None:
    said = {
        "articles": [
            {
                "name": "Order",
                "call": "post /orders",
                "sections": [{"role": "parameter", "rows": [["value", type_, "A value."]]}],
                "examples": [{"role": "parameter", "text": f'{{"value": "{sent}"}}'}],
            }
        ]
    }
    (document,) = lift(page(said), unconfigured("sample")).documents.values()
    sent_object = document["components"]["schemas"]["OrderRequest"]
    assert sent_object["properties"]["value"]["type"] == kind
