"""Reads a recorded HTTPie command (`http POST example.org name=Ann age:=3 X-Token:abc`).

Enters: the text of a command as printed. Leaves: `RequestSample`. Source: https://httpie.io/docs/cli, "Request items".
"""

from __future__ import annotations

import json
import re
from typing import Final
from urllib.parse import quote_plus

from speclift.document.json_value import json_value
from speclift.normalise.examples.request_sample import RequestSample
from speclift.normalise.examples.shell_words import split_command

_BEGINS: Final = re.compile(r"[ \t]{0,40}(?:[$>%#][ \t]{0,9})?(https?)[ \t]+(?=[-\w:/{'\"])")
_METHOD: Final = re.compile(r"[A-Z]{3,10}\Z")
_ITEM: Final = re.compile(r"([^=:@\s]{1,200}?)(:=@|=@|:=|==|=|:|@)(.*)\Z", re.DOTALL)
_WITH_VALUE: Final = frozenset(
    ("--auth-type", "-A", "--session", "--output", "-o", "--timeout", "--verify", "--proxy", "--print", "-p")
)


def is_httpie(text: str) -> bool:
    """Whether `text` begins with an HTTPie command."""
    return _BEGINS.match(text.lstrip("\r\n")) is not None


def parse_httpie(text: str) -> RequestSample:
    """Reads the command that `text` begins with. Never raises: what is not understood is kept in `unknown`."""
    text = text.lstrip("\r\n")
    begins = _BEGINS.match(text)
    words = iter([word.value for word in split_command(text[begins.end() if begins else 0 :]).words])
    method, url, user, raw, as_form = "", "", "", None, False
    items: list[tuple[str, str, str]] = []
    unknown: list[str] = []
    for word in words:
        if word in ("--form", "-f", "--multipart"):
            as_form = True
        elif word in ("--auth", "-a"):
            user = next(words, "")
        elif word == "--raw":
            raw = next(words, "")
        elif word in _WITH_VALUE:
            next(words, "")
        elif word.startswith("-"):
            unknown.append(word)
        elif not method and not url and _METHOD.match(word):
            method = word
        elif not url:
            url = word
        elif item := _ITEM.match(word):
            items.append((item[1], item[2], item[3]))
        else:
            unknown.append(word)
    return _finished(method, url, user, raw, items, unknown, as_form=as_form)


def _finished(
    method: str,
    url: str,
    user: str,
    raw: str | None,
    items: list[tuple[str, str, str]],
    unknown: list[str],
    *,
    as_form: bool,
) -> RequestSample:
    headers = tuple((name, value.strip()) for name, sign, value in items if sign == ":" and value.strip())
    query = "&".join(f"{name}={quote_plus(value)}" for name, sign, value in items if sign == "==")
    url += (("&" if "?" in url else "?") + query) if query else ""
    fields = [(name, sign, value) for name, sign, value in items if sign not in (":", "==")]
    form = tuple((name, f"@{value}" if "@" in sign else value) for name, sign, value in fields) if as_form else ()
    body = raw
    if fields and not as_form:
        body = json.dumps({name: _json_value(sign, value) for name, sign, value in fields}, ensure_ascii=False)
        headers = (*headers, ("Content-Type", "application/json"))
    return RequestSample(
        method or ("POST" if body is not None or form else "GET"), url, headers, body, None, form, user, tuple(unknown)
    )


def _json_value(sign: str, value: str) -> object:
    """Reads the value of `name=text` or `name:=json`."""
    if sign != ":=":
        return value
    try:
        return json_value(value)
    except (ValueError, RecursionError):
        return value
