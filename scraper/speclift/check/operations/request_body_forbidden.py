"""GET, HEAD and DELETE have no body.

What it does: reports a `requestBody` at these methods.

Why it is bad: HTTP gives it no meaning (RFC 9110, 9.3); proxies and libraries drop it.

Example: `get: {requestBody: {...}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def request_body_forbidden(survey: Survey) -> Iterator[Problem]:
    """Yield each body of a request whose method has none."""
    for operation in survey.operations:
        if operation.method in {"get", "head", "delete"} and "requestBody" in operation.value:
            pointer = f"{operation.pointer}/requestBody"
            yield Problem(pointer, f"a body of a {operation.method.upper()} request has no meaning")
