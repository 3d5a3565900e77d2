"""Reads a recorded wget command.

Enters: the text of a command as printed. Leaves: `RequestSample`. Source: the GNU Wget manual, 2.8 "HTTP Options".
"""

from __future__ import annotations

import re
from typing import Final

from speclift.normalise.examples.request_sample import RequestSample
from speclift.normalise.examples.shell_words import split_command

_BEGINS: Final = re.compile(r"[ \t]{0,40}(?:[$>%#][ \t]{0,9})?wget(?=[ \t\\\r\n])")
_SHORT_WITH_VALUE: Final = frozenset(("-O", "-o", "-a", "-P", "-U", "-t", "-T", "-e", "-i"))


def is_wget(text: str) -> bool:
    """Whether `text` begins with a wget command."""
    return _BEGINS.match(text.lstrip("\r\n")) is not None


def parse_wget(text: str) -> RequestSample:
    """Reads the command that `text` begins with. Never raises; options that say nothing of it are passed over."""
    text = text.lstrip("\r\n")
    begins = _BEGINS.match(text)
    words = iter([word.value for word in split_command(text[begins.end() if begins else 0 :]).words])
    said: dict[str, str] = {}
    headers: list[tuple[str, str]] = []
    url, unknown = "", list[str]()
    for word in words:
        name, equals, value = word.partition("=")
        if name == "--header":
            header, _, content = (value if equals else next(words, "")).partition(":")
            headers.append((header.strip(), content.strip()))
        elif name in ("--method", "--body-data", "--post-data", "--body-file", "--post-file", "--user", "--password"):
            said[name] = value if equals else next(words, "")
        elif word in _SHORT_WITH_VALUE:
            next(words, "")
        elif word.startswith("-"):
            continue
        elif not url:
            url = word
        else:
            unknown.append(word)
    body = said.get("--body-data", said.get("--post-data"))
    data_file = said.get("--body-file", said.get("--post-file"))
    user = f"{said['--user']}:{said.get('--password', '')}" if "--user" in said else ""
    method = said.get("--method", "GET" if body is None and data_file is None else "POST").upper()
    return RequestSample(method, url, tuple(headers), body, data_file, user=user, unknown=tuple(unknown))
