"""Reads server addresses: `https://{server_name}/api/v3.10`."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"\{([^{}]+)\}")


def server_variables(url: str) -> list[str]:
    """The names between braces, in order."""
    return _VARIABLE.findall(url)
