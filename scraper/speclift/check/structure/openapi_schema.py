"""The document keeps the official JSON Schema of its OpenAPI version.

What it does: validates the whole document (Schema Objects aside, see `schema-object`) against the published schema.

Why it is bad: every tool reads such a document in its own way, or not at all.

Example: a response without `description`, a path parameter without `required: true`, a misspelt `requestbody`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from speclift.check.problem import Problem, shown
from speclift.check.schemas import official_schema
from speclift.document import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.check.survey import Survey


def openapi_schema(survey: Survey) -> Iterator[Problem]:
    """Yield each place where the document breaks the official schema."""
    validator = _validator(survey.version)
    if validator.is_valid(survey.document):
        return
    errors = [
        (_existing(survey.document, error.instance_path), error)
        for error in _leaves(validator.iter_errors(survey.document))
    ]
    places = {path for path, _ in errors}
    for path, error in errors:
        if error.kind.name in {"unevaluatedProperties", "additionalProperties"}:
            # A field whose own content is wrong counts as unevaluated too; only what is wrong inside is worth a line.
            unexpected = [
                name
                for name in error.kind.value
                if not any(place[: len(path) + 1] == (*path, name) for place in places)
            ]
            for name in unexpected:
                yield Problem(join_pointer(*path, name), f"{shown(name)} has no place here")
        else:
            yield Problem(join_pointer(*path), _sentence(error))


def _existing(document: Any, path: Iterable[str | int]) -> tuple[str, ...]:
    """`path` as far as it leads anywhere: the library leaves out keys that are empty, and takes digits for numbers."""
    messages: list[str] = []
    for part in path:
        try:
            document = document[int(part) if isinstance(document, list) else str(part)]
        except (LookupError, TypeError, ValueError):
            break
        messages.append(str(part))
    return tuple(messages)


def _leaves(errors: Any) -> Iterator[Any]:
    """The errors themselves, those inside the alternatives of a `oneOf` when one alternative is clearly meant."""
    for error in errors:
        alternatives = error.kind.value if error.kind.name in {"oneOf", "anyOf"} else []
        meant = [inner for inner in alternatives if isinstance(inner, list) and not _is_other_kind(error, inner)]
        if len(meant) == 1:
            yield from _leaves(meant[0])
        else:
            yield error


def _is_other_kind(error: Any, inner: list[Any]) -> bool:
    """Whether an alternative fails at the top already (it wants `$ref`, or another type): it was not meant."""
    depth = len(error.instance_path)
    return any(len(cause.instance_path) == depth and cause.kind.name in {"required", "type"} for cause in inner)


def _choices(error: Any) -> list[str]:
    """The fields of which an object must have one, when that is all that a `oneOf` is about (`schema` or `content`)."""
    kinds = [cause.kind for inner in error.kind.value if isinstance(inner, list) for cause in inner]
    return [kind.value for kind in kinds if kind.name == "required"] if all(k.name == "required" for k in kinds) else []


def _sentence(error: Any) -> str:
    value = shown(error.instance)
    match error.kind.name:
        case "required":
            return f"the required field {shown(error.kind.value)} is missing"
        case "type":
            return f"{value} is not of the expected type"
        case "pattern":
            return f"{value} does not match {error.kind.value}"
        case "minProperties" | "minItems":
            return "must not be empty"
        case "oneOf" | "anyOf" if choices := _choices(error):
            return f"exactly one of the fields {' and '.join(map(shown, choices))} is wanted"
    words = str(error.message)
    return words if len(words) < 200 else f"{value} breaks {error.kind.name}"


@lru_cache(maxsize=3)
def _validator(version: tuple[int, int]) -> Any:
    schema = official_schema(f"openapi-{version[0]}.{version[1]}")
    return jsonschema_rs.validator_for(schema, validate_formats=False)
