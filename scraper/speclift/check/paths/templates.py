"""Reads path templates: `/users/{id}`.

Enters: the key of a path item. Leaves: its parameters, and what is wrong with it.
"""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"\{([^{}]*)\}")


def template_parameters(path: str) -> list[str]:
    """The names between braces, in order, duplicates included."""
    return _PARAMETER.findall(path)


def without_names(path: str) -> str:
    """The path with every parameter replaced by `{}`: what a server can tell apart."""
    return _PARAMETER.sub("{}", path)


def template_mistake(path: str) -> str:
    """What is wrong with the form of `path`, or ""."""
    if not path.startswith("/"):
        return "does not begin with a slash"
    rest = _PARAMETER.sub("", path)
    if "{" in rest or "}" in rest:
        return "has a brace without its partner"
    if "?" in rest:
        return "holds a query; query parameters are declared as parameters"
    names = template_parameters(path)
    if "" in names:
        return "has a parameter without a name"
    for name in names:
        if names.count(name) > 1:
            return f"holds the parameter {{{name}}} twice"
    return ""
