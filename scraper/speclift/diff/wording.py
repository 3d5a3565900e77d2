"""Sentences about changes, with the values of documents set off and escaped for where they land.

Enters: a sentence of ours with `{name}`, `{old}` and `{new}`, and the values. Leaves: one line of text in a style.
Values are hostile: they are put into the sentence once, never read as part of it, control characters made visible,
long ones cut."""

from __future__ import annotations

import html
import json
import re
from typing import Any, Literal

Style = Literal["plain", "markdown", "html"]

_LONGEST = 120
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BACKTICKS = re.compile(r"`+")


def worded(text: str, style: Style = "plain", *, name: str = "", old: Any = None, new: Any = None) -> str:
    """The sentence with its values."""
    values = {"name": name, "old": old, "new": new}
    return re.sub(r"\{(name|old|new)\}", lambda match: quoted(values[match[1]], style), _outside(text, style))


def _outside(text: str, style: Style) -> str:
    return html.escape(text, quote=False) if style == "html" else text


def shown(value: Any) -> str:
    """A JSON value as one short line of plain text."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}" if match[0] not in "\n\r\t" else " ", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def bare(text: str, style: Style) -> str:
    """Words of a document that need no quotes around them where there is no markup."""
    return shown(text) if style == "plain" else quoted(text, style)


def quoted(value: Any, style: Style) -> str:
    """A value set off from the sentence."""
    text = shown(value)
    if style == "markdown":
        return code_span(text)
    if style == "html":
        return f"<code>{html.escape(text)}</code>"
    return f"'{text}'" if isinstance(value, str) else text


def code_span(text: str) -> str:
    """A Markdown code span that holds `text` whatever it is (CommonMark 6.1)."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{padding}{text}{padding}{fence}"
