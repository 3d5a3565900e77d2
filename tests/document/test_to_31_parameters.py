"""Parameters in the body of OpenAPI 3 documents, which belong to Swagger 2.0: the body is what they say."""

from __future__ import annotations

from typing import Any

import pytest

from speclift.document.to_31 import to_31

SCHEMA: dict[str, Any] = {"type": "object", "properties": {"title": {"type": "string"}}}


def request_body(*parameters: dict[str, Any]) -> dict[str, Any]:
    """The content of the request body that an operation with these parameters gets."""
    operation = {"parameters": list(parameters), "responses": {"200": {"description": "ok"}}}
    document = {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/books": {"post": operation}}}
    converted: dict[str, Any] = to_31(document, name="books.json").document["paths"]["/books"]["post"]
    assert "parameters" not in converted or converted["parameters"] == []
    content: dict[str, Any] = converted["requestBody"]["content"]
    return content


def test_the_schema_of_the_only_body_parameter_is_the_body() -> None:
    assert request_body({"in": "body", "name": "book", "schema": SCHEMA}) == {"application/json": {"schema": SCHEMA}}


@pytest.mark.parametrize("location", ["formData", "form"])
def test_form_parameters_are_fields_of_a_form(location: str) -> None:
    parameter = {"in": location, "name": "book", "required": True, "schema": SCHEMA}
    form = {"type": "object", "properties": {"book": SCHEMA}, "required": ["book"]}
    assert request_body(parameter) == {"application/x-www-form-urlencoded": {"schema": form}}
