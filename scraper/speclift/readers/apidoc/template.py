"""Renders apidoc's data as apidoc's own template does, so that there is one reader of articles and not two.

Enters: the data of a site (the list that `api_data.json` holds, and `api_project.json`). Leaves: a page as UTF-8,
with the markup of template 1.2 and what the data knows beyond it: which section a table belongs to. Order, too, is
the template's: groups and titles sorted, `order` of the project first, versions newest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from speclift.readers.apidoc.article import ROLE_HINT
from speclift.readers.apidoc.json_text import reformatted
from speclift.readers.apidoc.ordering import newest_first, ordered

if TYPE_CHECKING:
    from speclift.readers.apidoc.data import Data

Entry = Mapping[str, object]

_OUTSIDE_PRE = re.compile(r"(?s)(?:\A|</pre>).*?(?:<pre>|\Z)")
_LINE_END = re.compile(r"\r\n|\n\r|\r|\n")
_SECTIONS = ("header", "parameter", "query", "body", "success", "info", "error")
_OPTIONAL = ' <span class="label optional">optional</span>'
_REQUIRED = ' <span class="label required">required</span>'
_TITLES = {"query": "Query Parameter(s)", "body": "Request Body"}
_FIRST_REFORMATTING = (0, 14)
"""Template 0.14 and later print JSON examples anew, indented by four."""

_FIRST_REQUIRED = (0, 50)
"""Template 0.50 and later can label what is not optional, too."""


def render(data: Data) -> bytes:
    """The page that a browser would show for `data`."""
    return "".join(_Page(data).parts()).encode("utf-8", "replace")


class _Page:
    def __init__(self, data: Data) -> None:
        self._data = data
        self._project: Entry = data.project
        template = self._project.get("template")
        self._template: Entry = template if isinstance(template, Mapping) else {}
        generation = _generation(self._project)
        self._reformats = generation >= _FIRST_REFORMATTING
        self._labels = {True: _OPTIONAL}
        if generation >= _FIRST_REQUIRED and self._template.get("showRequiredLabels"):
            self._labels[False] = _REQUIRED

    def parts(self) -> Iterator[str]:
        groups = ordered(self._data.articles, self._project.get("order"))
        yield '<html><body><div id="content">'
        yield from self._head()
        yield '<div id="sections">'
        for group, entries in groups:
            yield from self._section(group, entries)
        yield "</div>"
        yield from self._foot()
        yield "</div></body></html>"

    def _head(self) -> Iterator[str]:
        description = text(self._project.get("description"))
        yield f'<div id="project"><h1>{escape(text(self._project.get("name")))}</h1>'
        if description:
            yield f"<h2>{nl2br(description)}</h2>"
        shown = text(self._project.get("version"))
        versions = newest_first([shown, *(text(entry.get("version")) for entry in self._data.articles)])
        if self._template.get("withCompare") is False:
            versions = [shown]
        yield '<ul id="versions">'
        yield from (f'<li class="version">{escape(version)}</li>' for version in versions if version)
        yield f'</ul></div><div id="header">{_content(self._project.get("header"))}</div>'

    def _foot(self) -> Iterator[str]:
        yield f'<div id="footer">{_content(self._project.get("footer"))}</div>'
        generator = self._project.get("generator")
        if isinstance(generator, Mapping) and self._template.get("withGenerator") is not False:
            name, version = escape(text(generator.get("name"))), escape(text(generator.get("version")))
            yield f'<div id="generator"><a>{name}</a> {version}</div>'

    def _section(self, group: str, entries: Sequence[Entry]) -> Iterator[str]:
        title = next((text(entry["groupTitle"]) for entry in reversed(entries) if entry.get("groupTitle")), group)
        said = next((text(e["groupDescription"]) for e in reversed(entries) if e.get("groupDescription")), "")
        yield f'<section id="api-{escape(group)}"><h1>{escape(_spaced(title))}</h1>'
        if said:
            yield f"<p>{nl2br(said)}</p>"
        for entry in entries:
            yield from self._article(entry)
        yield "</section>"

    def _article(self, entry: Entry) -> Iterator[str]:
        group, name, version = (text(entry.get(key)) for key in ("group", "name", "version"))
        yield (
            f'<article id="api-{escape(f"{group}-{name}-{version}")}" data-group="{escape(group)}" '
            f'data-name="{escape(name)}" data-version="{escape(version)}">'
        )
        group_title = _spaced(text(entry.get("groupTitle")) or group)
        yield f'<h1><span class="color-primary">{escape(group_title)}</span>'
        if entry.get("title"):
            yield f' <span class="text-muted">|</span> {escape(text(entry["title"]))}'
        yield "</h1>"
        yield from self._introduction(entry)
        yield from self._examples(_list(entry.get("examples")), "")
        for section in _SECTIONS:
            yield from self._parameters(entry.get(section), section)
        for sample in _list(entry.get("sampleRequest"))[:1]:
            url = text(sample.get("url")) if isinstance(sample, Mapping) else ""
            yield f'<form><input class="sample-request-url" value="{escape(url)}"></form>'
        yield "</article>"

    def _introduction(self, entry: Entry) -> Iterator[str]:
        if entry.get("author"):
            yield f'<h4 class="muted">Authored by: {escape(text(entry["author"]))}</h4>'
        deprecated = entry.get("deprecated")
        if deprecated:
            said = text(deprecated.get("content")) if isinstance(deprecated, Mapping) else ""
            yield f'<p class="deprecated"><span>DEPRECATED</span> {_linked(said)}</p>'
        if entry.get("description"):
            yield f"<p>{nl2br(text(entry['description']))}</p>"
        kind = text(entry.get("type"))
        yield f'<span class="method">{escape(kind)}</span><pre data-type="{escape(kind.lower())}"><code>'
        yield f"{escape(self._url(entry))}</code></pre>"
        yield from _permission(entry.get("permission"))

    def _url(self, entry: Entry) -> str:
        """The template puts the project's URL before those that are not absolute."""
        url, prefix = text(entry.get("url")), text(self._project.get("url"))
        return url if not prefix or url[:4].lower() == "http" else prefix + url

    def _parameters(self, block: object, section: str) -> Iterator[str]:
        if isinstance(block, Mapping):
            fields = block.get("fields")
            if isinstance(fields, Mapping):
                for title, rows in fields.items():
                    yield from self._table(text(title), _list(rows), section)
            yield from self._examples(_list(block.get("examples")), section)
        elif isinstance(block, Sequence) and not isinstance(block, str):
            yield from self._table(_TITLES.get(section, section), _list(block), section)

    def _table(self, title: str, rows: list[Entry], section: str) -> Iterator[str]:
        first = "Name" if section == "error" else "Field"
        yield f'<h2 {ROLE_HINT}="{section}">{escape(title)}</h2><table><thead><tr><th>{first}</th><th>Type</th>'
        yield "<th>Description</th></tr></thead><tbody>"
        for row in rows:
            label = self._labels.get(bool(row.get("optional")), "")
            yield f'<tr><td class="code">{_nested(row)}{label}</td><td>{text(row.get("type"))}</td>'
            yield f"<td>{nl2br(text(row.get('description')))}"
            if row.get("defaultValue"):
                yield f'<p class="default-value">Default value: <code>{text(row["defaultValue"])}</code></p>'
            if row.get("size"):
                yield f'<p class="type-size">Size range: <code>{text(row["size"])}</code></p>'
            allowed = row.get("allowedValues")
            if isinstance(allowed, Sequence) and not isinstance(allowed, str) and allowed:
                values = ", ".join(f"<code>{text(value)}</code>" for value in allowed)
                yield f'<p class="type-size">Allowed values: {values}</p>'
            yield "</td></tr>"
        yield "</tbody></table>"

    def _examples(self, examples: list[Entry], section: str) -> Iterator[str]:
        if not examples:
            return
        prefix = f"{section}-examples-" if section else "examples-"
        yield '<ul class="nav-tabs">'
        for number, example in enumerate(examples):
            yield f'<li><a href="#{prefix}{number}">{escape(text(example.get("title")))}</a></li>'
        yield '</ul><div class="tab-content">'
        for number, example in enumerate(examples):
            language, content = text(example.get("type")), text(example.get("content"))
            if section and language == "json" and self._reformats:
                content = reformatted(content)
            # A parser drops one line break behind <pre>, and apidoc writes <code> there.
            yield f'<div class="tab-pane" id="{prefix}{number}"><pre data-type="{escape(language)}"><code>'
            yield f"{escape(content)}</code></pre></div>"
        yield "</div>"


def _nested(row: Entry) -> str:
    """The name of a row, indented below the object it belongs to (1.0 and later know that): the template's own
    helper."""
    name, parent = text(row.get("field")), row.get("parentNode")
    path = text(parent.get("path")) if isinstance(parent, Mapping) else ""
    return "&nbsp;&nbsp;" * (path.count(".") + 1) + name[len(path) + 1 :] if path else name


def _permission(permission: object) -> Iterator[str]:
    named = [{"name": permission}] if isinstance(permission, str) else permission
    names = _list([named] if isinstance(named, Mapping) else named)
    if not names:
        return
    yield "<p>Permission:"
    for each in names:
        yield f"\n{escape(text(each.get('name')))}\n"
        if each.get("title"):
            content = escape(nl2br(text(each.get("description"))))
            yield f'<button data-toggle="popover" data-title="{escape(text(each["title"]))}" data-content="{content}">'
            yield "</button>"
    yield "</p>"


def text(value: object) -> str:
    """A value of the data as the template prints it."""
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(text(item) for item in value)
    return "true" if value is True else str(value)


def nl2br(said: str) -> str:
    """Line ends outside `<pre>` as `<br>`: the template's own helper."""
    return _OUTSIDE_PRE.sub(lambda part: _LINE_END.sub("<br>\n", part[0]), said)


_INLINE_LINK = re.compile(r"(?:\[([^\]\n]{0,200})\])?\(#([^:()\n]{1,200}):([^()\n]{1,200})\)")


def _linked(said: str) -> str:
    """`[words](#Group:Name)` as a link: the template's own helper for deprecations."""
    return _INLINE_LINK.sub(
        lambda found: f'<a href="#api-{found[2]}-{found[3]}">{found[1] or f"{found[2]}/{found[3]}"}</a>', said
    )


def _spaced(title: str) -> str:
    return re.sub("_+", " ", title)


def _content(part: object) -> str:
    return text(part.get("content")) if isinstance(part, Mapping) else ""


def _list(value: object) -> list[Entry]:
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return [item for item in items if isinstance(item, Mapping)]


def _generation(project: Entry) -> tuple[int, ...]:
    """The version of apidoc that wrote the data; the newest where it does not say."""
    generator = project.get("generator")
    version = text(generator.get("version")) if isinstance(generator, Mapping) else ""
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (99,)
