"""Validates values against the schemas of a document.

Enters: a survey. Leaves: for a value and the pointer of a schema, what is wrong with it, or nothing. The yes or no
comes from `jsonschema-rs` (a document of 1 MB has some thousand values to look at, in well under half a second); the
words for a no come from `jsonschema`, whose `best_match` finds the deepest cause. A test holds the two to the same
answers.

OpenAPI's own meaning is put into plain JSON Schema first (`plain.py`), and schemas that are broken are replaced by
"anything", so that one bad pattern does not hide the examples of a whole document. Nothing is ever fetched.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import jsonschema_rs

from speclift.check.broken import broken_schemas
from speclift.check.explain import Misfit, explain
from speclift.check.plain import BASE, Direction, plain_document, reference, travels_both_ways
from speclift.check.problem import shown
from speclift.document import join_pointer

if TYPE_CHECKING:
    from speclift.document.walk import Walk

Verdict = Literal["valid", "format", "invalid"]
"""`format`: the value is of the right type and shape, but not of the declared `format`."""


class Validators:
    """The validators of one document, each compiled when it is first needed."""

    def __init__(self, survey: Walk) -> None:
        self._survey = survey
        self._compiled: dict[tuple[str, Direction, bool], jsonschema_rs.Draft202012Validator | None] = {}
        self._registries: dict[Direction, jsonschema_rs.Registry] = {}
        self._documents: dict[Direction, dict[str, Any]] = {}

    @cached_property
    def broken(self) -> dict[str, str]:
        """The schemas that cannot be used: their pointers, and why (an empty text: another rule says it)."""
        return broken_schemas(self._survey)

    def judge(self, pointer: str, value: Any, direction: Direction) -> Verdict:
        """Whether `value` fits the schema at `pointer`. A schema that cannot be compiled fits everything."""
        strict = self._validator(pointer, direction, formats=True)
        if strict is None or _accepts(strict, value):
            return "valid"
        lenient = self._validator(pointer, direction, formats=False)
        return "format" if lenient is None or _accepts(lenient, value) else "invalid"

    def explain(self, pointer: str, value: Any, direction: Direction) -> Misfit:
        """Why `value` does not fit the schema at `pointer`."""
        return explain(self._document("any" if self._one_for_all else direction), self._target(pointer), value)

    def format_problem(self, pointer: str, value: Any, direction: Direction) -> tuple[str, str]:
        """Where in `value` a `format` is not kept, and a sentence."""
        validator = self._validator(pointer, direction, formats=True)
        for error in validator.iter_errors(value) if validator is not None else ():
            if error.kind.name == "format":
                return join_pointer(
                    *error.instance_path
                ), f"{shown(error.instance)} is not of format {error.kind.value!r}"
        return "", f"{shown(value)} does not keep a declared format"

    def _validator(
        self, pointer: str, direction: Direction, *, formats: bool
    ) -> jsonschema_rs.Draft202012Validator | None:
        target = self._target(pointer)
        direction = "any" if self._one_for_all else direction
        key = (target, direction, formats)
        if key not in self._compiled:
            try:
                self._compiled[key] = jsonschema_rs.Draft202012Validator(
                    {"$ref": reference(target)}, registry=self._registry(direction), validate_formats=formats
                )
            except (ValueError, jsonschema_rs.ReferencingError):
                self._compiled[key] = None
        return self._compiled[key]

    def _target(self, pointer: str) -> str:
        """The schema that stands for the one at `pointer`: what it refers to, when it is nothing but a reference."""
        place = self._survey.schemas_by_pointer.get(pointer)
        if place is not None and len(place.value) == 1:
            target = place.value.get("$ref")
            if isinstance(target, str) and target.startswith("#/components/schemas/") and "%" not in target:
                return target[1:]
        return pointer

    def _registry(self, direction: Direction) -> jsonschema_rs.Registry:
        if direction not in self._registries:
            self._registries[direction] = jsonschema_rs.Registry(
                [(BASE, self._document(direction))], retriever=refuse, draft=jsonschema_rs.Draft202012
            )
        return self._registries[direction]

    @cached_property
    def _one_for_all(self) -> bool:
        return travels_both_ways(self._survey)

    def _document(self, direction: Direction) -> dict[str, Any]:
        if direction not in self._documents:
            self._documents[direction] = plain_document(self._survey, direction, self.broken)
        return self._documents[direction]


def refuse(uri: str) -> NoReturn:
    """Fetch nothing: a document stands alone."""
    raise ValueError(f"{uri} is not in this document")


def _accepts(validator: jsonschema_rs.Draft202012Validator, value: Any) -> bool:
    try:
        return validator.is_valid(value)
    except ValueError:
        # A value or a pattern beyond the engine (backtracking without end): nobody can say that it does not fit.
        return True
