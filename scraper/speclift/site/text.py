"""Words and code of documents as HTML.

Enters: Markdown or source text of strangers. Leaves: `Markup` that holds no tag, address or script of theirs: HTML in
Markdown stays text (CommonMark without inline HTML), links lead to http, https and mailto only, code is coloured by
classes.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True, classprefix="c-")
_LANGUAGES = {"curl": "bash", "shell": "bash", "http": "http", "python": "python", "json": "json", "toml": "toml"}


def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
    renderer.validateLink = lambda url: url.lower().startswith(  # type: ignore[method-assign]
        ("http://", "https://", "mailto:", "#", "./", "../")
    ) or (":" not in url and not url.startswith("//"))
    renderer.disable("image")
    return renderer


_MARKDOWN = _renderer()


@lru_cache(maxsize=50_000)
def markdown(text: str) -> Markup:
    """Paragraphs, lists, tables, code and links of a description."""
    return Markup(_MARKDOWN.render(text).strip())  # noqa: S704 - rendered without HTML of the text


@lru_cache(maxsize=50_000)
def inline(text: str) -> Markup:
    """A description in one line: its first paragraph without a paragraph's tags."""
    return Markup(_MARKDOWN.renderInline(text.strip().split("\n\n")[0]))  # noqa: S704 - as above


@lru_cache(maxsize=20_000)
def coloured(source: str, language: str) -> Markup:
    """Source text with its tokens in classes (`c-k`, `c-s`); plain, escaped text for a language that is not known."""
    try:
        lexer = get_lexer_by_name(_LANGUAGES.get(language, language), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return Markup.escape(source)
    return Markup(highlight(source, lexer, _FORMATTER))  # noqa: S704 - pygments escapes


def json_text(value: Any, *, most: int = 20_000) -> str:
    """A recorded value as indented JSON, cut after `most` characters with a line that says so."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(chr(10))[0]}\n… {len(text) - most} more characters: see the document"


def coloured_json(value: Any) -> Markup:
    """A recorded value as coloured JSON."""
    return coloured(json_text(value), "json")


def style_of_code() -> str:
    """The style sheet of the classes of `coloured`, by the names of CSS variables for light and dark."""
    rules = {
        "k": "keyword", "kc": "keyword", "kn": "keyword", "nb": "builtin", "s": "string", "s1": "string", "s2": "string",
        "se": "string", "nt": "name", "m": "number", "mi": "number", "mf": "number", "c1": "comment", "nn": "name",
        "nc": "name", "nv": "name",
    }  # fmt: skip
    return "\n".join(f".c-{short}{{color:var(--code-{name})}}" for short, name in rules.items())
