"""Decode answers with a client that openapi-generator made: `decode_answers.py CLIENT REPLIES.json`.

A process of its own: the client's package and its pydantic models are loaded here and nowhere else.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

_TYPES = re.compile(r"_response_types_map: Dict\[str, Optional\[str\]\] = \{\n((?:.*\n)*?) +\}")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def response_types(client: Path) -> dict[str, dict[str, str]]:
    """{name of a method: {status: name of the type}}, as the methods of the client say."""
    found = {}
    for module in (client / "other_client" / "api").glob("*_api.py"):
        for part in module.read_text("utf-8").split("\n    def ")[1:]:
            match = _TYPES.search(part)
            if match is not None:
                found[part.partition("(")[0]] = dict(re.findall(r"'(\w+)': \"(.*?)\"", match[1]))
    return found


def main(client: Path, replies: Path) -> None:
    """Print how many answers there are; every one that is not decoded is an error."""
    sys.path.insert(0, str(client))
    from other_client.api_client import ApiClient  # type: ignore[import-not-found]

    types = response_types(client)
    count = 0
    for operation, status, media_type, body in json.loads(replies.read_text("utf-8")):
        documented = types[_HUMP.sub("_", operation).lower()]
        try:
            ApiClient().deserialize(body, documented.get(status) or documented["default"], media_type)
        except Exception as error:
            raise SystemExit(f"{operation} {status}: {error}") from error
        count += 1
    print(f"{count} answers")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
