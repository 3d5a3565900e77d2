"""`x-pagination` names what exists.

What it does: reports paginations of an unknown style, request parameters that the operation does not have, and pointers
that no property of the success response answers to.

Why it is bad: a generated client would page for ever, or not at all.

Example: `x-pagination: {style: page, request: {page: pageid}}` where the parameter is called `page_id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.plain import properties_named
from speclift.check.problem import Problem, shown
from speclift.document import join_pointer, split_pointer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey
    from speclift.document import Operation

STYLES = ("page", "token", "offset", "link", "none")


def pagination(survey: Survey) -> Iterator[Problem]:
    """Yield what an `x-pagination` names and the operation does not have."""
    for operation in survey.operations:
        paging = operation.value.get("x-pagination")
        if paging is None:
            continue
        pointer = operation.pointer + join_pointer("x-pagination")
        if not isinstance(paging, dict) or paging.get("style") not in STYLES:
            yield Problem(pointer, f"the style is not one of {', '.join(STYLES)}")
            continue
        request, response = paging.get("request"), paging.get("response")
        for role, name in request.items() if isinstance(request, dict) else ():
            if not _sends(survey, operation, name):
                yield Problem(f"{pointer}/request{join_pointer(role)}", f"there is no parameter {shown(name)}")
        schemas = list(_success_schemas(survey, operation))
        for role, target in response.items() if isinstance(response, dict) else ():
            if not any(_answers(survey, schema, target) for schema in schemas):
                yield Problem(f"{pointer}/response{join_pointer(role)}", f"no success response has {shown(target)}")


def _sends(survey: Survey, operation: Operation, name: Any) -> bool:
    if any(parameter.get("name") == name for parameter in operation.parameters):
        return True
    # JSON methods over a WebSocket page in their body.
    body = survey.follow(operation.value.get("requestBody"))
    content = body.get("content") if isinstance(body, dict) else None
    return any(
        isinstance(media, dict) and properties_named(survey, media.get("schema"), str(name))
        for media in (content.values() if isinstance(content, dict) else ())
    )


def _success_schemas(survey: Survey, operation: Operation) -> Iterator[Any]:
    responses = operation.value.get("responses")
    for status, value in responses.items() if isinstance(responses, dict) else ():
        response = survey.follow(value)
        content = response.get("content") if isinstance(response, dict) else None
        if status[:1] in {"2", "d"} and isinstance(content, dict):
            yield from (media.get("schema") for media in content.values() if isinstance(media, dict))


def _answers(survey: Survey, schema: Any, target: Any) -> bool:
    """Whether a value of `schema` may have something at the pointer `target`."""
    try:
        parts = split_pointer(target) if isinstance(target, str) else None
    except InputError:
        return False
    if parts is None:
        return False
    schemas_found = [schema]
    for part in parts:
        schemas_found = [inner for outer in schemas_found for inner in properties_named(survey, outer, part)]
    return bool(schemas_found)
