"""A required scope is one that the scheme grants.

What it does: reports scopes that no flow of the OAuth 2 scheme lists.

Why it is bad: a client asks for a scope that the server does not know, and is refused a token.

Example: `security: [{oauth2: [user:read]}]` where the flows list `users:read`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.problem import Problem, shown
from speclift.check.security.requirements import defined_schemes, required_schemes
from speclift.document import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def security_scope_undefined(survey: Survey) -> Iterator[Problem]:
    """Yield each scope that its scheme does not grant."""
    schemes = defined_schemes(survey)
    for pointer, name, scopes in required_schemes(survey):
        scheme = schemes.get(name)
        if not isinstance(scheme, dict) or scheme.get("type") != "oauth2" or not isinstance(scopes, list):
            continue
        granted = _granted(scheme)
        for index, scope in enumerate(scopes):
            if isinstance(scope, str) and scope not in granted:
                yield Problem(
                    pointer + join_pointer(index), f"no flow of {shown(name)} grants the scope {shown(scope)}"
                )


def _granted(scheme: dict[str, Any]) -> set[str]:
    flows = scheme.get("flows")
    granted: set[str] = set()
    for flow in flows.values() if isinstance(flows, dict) else ():
        scopes = flow.get("scopes") if isinstance(flow, dict) else None
        granted.update(scopes if isinstance(scopes, dict) else ())
    return granted
