"""Words and code of documents as HTML.

Enters: Markdown or source text of strangers. Leaves: `Markup` that holds no tag, address or script of theirs: HTML in
Markdown stays text (CommonMark without inline HTML), links lead to http, https and mailto only, code is coloured by
classes.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True, classprefix="c-")
_NAMES = {
    "keyword": "k kc kn", "builtin": "nb", "string": "s s1 s2 se", "name": "nt nn nc nv", "number": "m mi mf",
    "comment": "c1",
}  # fmt: skip
_STYLES = {short: name for name, shorts in _NAMES.items() for short in shorts.split()}
_UNSTYLED = re.compile(rf'<span class="c-(?!(?:{"|".join(_STYLES)})")\w+">([^<]*)</span>')
_LANGUAGES = {"curl": "bash", "shell": "bash", "http": "http", "python": "python", "json": "json", "toml": "toml"}


class _Renderer(MarkdownIt):
    """CommonMark with tables, without HTML and images, with links that lead to web pages and mailboxes only."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True})
        self.enable("table").disable("image")

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        """Whether an address may be linked: http, https, mailto, or a place on the site itself."""
        if url.lower().startswith(("http://", "https://", "mailto:")):
            return True
        return ":" not in url and not url.startswith("//")


_MARKDOWN = _Renderer()


@lru_cache(maxsize=50_000)
def markdown(text: str) -> Markup:
    """Paragraphs, lists, tables, code and links of a description."""
    rendered = _MARKDOWN.render(text).strip().replace("<pre>", '<pre tabindex="0">')  # can be scrolled by keyboard
    return Markup(_alone(rendered))  # noqa: S704 - rendered without HTML of the text


def _alone(html: str) -> str:
    """A single paragraph needs no tags of its own where it stands in a block."""
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return inside if len(inside) == len(html) - 7 and "<p>" not in inside else html


@lru_cache(maxsize=20_000)
def coloured(source: str, language: str) -> Markup:
    """Source text with its tokens in classes (`c-k`, `c-s`); plain, escaped text for a language that is not known."""
    try:
        lexer = get_lexer_by_name(_LANGUAGES.get(language, language), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return Markup.escape(source)
    return Markup(_UNSTYLED.sub(r"\1", highlight(source, lexer, _FORMATTER)))  # noqa: S704 - pygments escapes


def json_text(value: Any, *, most: int = 20_000) -> str:
    """A recorded value as indented JSON, cut after `most` characters with a line that says so."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(chr(10))[0]}\n… {len(text) - most} more characters: see the document"


def style_of_code() -> str:
    """The style sheet of the classes of `coloured`, by the names of CSS variables for light and dark."""
    return "\n".join(f".c-{short}{{color:var(--code-{name})}}" for short, name in _STYLES.items())
