"""Pages from templates: `templates/site/`, every value escaped for HTML unless it is `Markup` already.

Enters: the name of a template, the page's path on the site, values. Leaves: UTF-8 bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from speclift.report.writers.html import prose
from speclift.site.addresses import slug
from speclift.workspace.template_files import templates_directory

if TYPE_CHECKING:
    from pathlib import Path

    from speclift.model.raw import Place
    from speclift.site.sources import SiteSource

_LONGEST_QUOTE = 240

_BETWEEN_TAGS = re.compile(rb">[^<]+")
"""What templates escape holds neither sign, so that this is exactly the text of a page."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the frame of a page needs: its title, the ways up to the site's root and to the folder of its API."""

    title: str
    summary: str
    root: str
    api: str


class Renderer:
    """Renders the pages of a site."""

    @cached_property
    def folder(self) -> Path:
        """Where the templates, the style sheet and the scripts lie."""
        return templates_directory() / "site"

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=select_autoescape(disabled_extensions=("md.jinja", "txt.jinja"), default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        environment.filters |= {
            "slug": slug,
            "shorten": lambda text: text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]} …",
            "where": _where,
            "ticks": lambda text: Markup(prose(text)),  # noqa: S704 - the writer escapes
            "basename": lambda path: path.rpartition("/")[2],
            "fence": lambda text: text.replace("```", "` ` `").rstrip(),
        }
        return environment

    def page(
        self,
        template: str,
        path: str,
        title: str,
        *,
        source: SiteSource | None = None,
        wide: bool = False,
        **values: Any,
    ) -> bytes:
        """One HTML page at `path` (relative to the site's root)."""
        name = source.title if source is not None else "speclift"
        root = "../" * path.count("/")
        head = PageHead(f"{title} · {name}", f"{title}, {name}", root, root.removeprefix("../"))
        html = self.text(f"{template}.html.jinja", page=head, source=source, wide=wide, **values)
        return _BETWEEN_TAGS.sub(_with_plain_quotes, html)

    def text(self, template: str, **values: Any) -> bytes:
        """Any other file from a template."""
        text = self._environment.get_template(template).render(**values)
        return text.encode("utf-8", "replace")


def _with_plain_quotes(text: re.Match[bytes]) -> bytes:
    """Quotes need their escape in attributes only; recorded JSON is full of them."""
    return text[0].replace(b"&#34;", b'"').replace(b"&quot;", b'"').replace(b"&#39;", b"'")


def _where(place: Place) -> str:
    return place.path or place.anchor or place.page
