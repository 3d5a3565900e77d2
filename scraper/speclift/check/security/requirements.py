"""Finds every security requirement of a document, one line for each scheme that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def required_schemes(survey: Survey) -> Iterator[tuple[str, str, Any]]:
    """Yield (pointer, name of the scheme, scopes as written)."""
    for place in survey.of("SecurityRequirement"):
        for name, scopes in place.value.items():
            yield place.child(name), name, scopes


def defined_schemes(survey: Survey) -> dict[str, Any]:
    """The security schemes by name, references followed."""
    components = survey.document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    return {name: survey.follow(value) for name, value in schemes.items()} if isinstance(schemes, dict) else {}
