"""Every variable of a server's address is defined.

What it does: reports `{name}` in a server's `url` that its `variables` do not have, and braces without their partner.

Why it is bad: the address cannot be built.

Example: `servers: [{url: "https://{host}/api"}]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown
from speclift.check.servers.templates import server_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def server_variable_undefined(survey: Survey) -> Iterator[Problem]:
    """Yield each variable without a definition."""
    for place in survey.of("Server"):
        url, variables = place.value.get("url"), place.value.get("variables")
        if not isinstance(url, str):
            continue
        for name in dict.fromkeys(server_variables(url)):
            if not isinstance(variables, dict) or name not in variables:
                yield Problem(place.child("url"), f"the variable {shown(name)} of {shown(url)} is not defined")
        if re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", url)):
            yield Problem(place.child("url"), f"{shown(url)} has a brace without its partner")
