"""What the recorded pages themselves say, read straight from their markup: none of our readers, none of our documents.

`trueconf_articles` reads the apidoc page: every article of every version with its method, path, rows, permission and
the names of its errors. The other four pages have seven operations between them; `small_pages` reads each by its own
marks.
"""

from __future__ import annotations

import functools
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html

SOURCES = Path(__file__).parents[2] / "scraper/sources"


@dataclass(frozen=True)
class Row:
    """A row of a table: its title in lower case ("parameter", "errors"), name, type word, and the words beside them.

    `nested` rows stand indented below the one whose object they are in.
    """

    table: str
    name: str
    type: str
    words: str
    optional: bool = False
    nested: bool = False

    @property
    def verbs(self) -> frozenset[str]:
        """The methods that the row is marked with, at its begin or its end: "POST | PUT User email." """
        marks = r"(?:(?:GET|POST|PUT|DELETE|PATCH)\b[\s|,/]*)+"
        marked = re.match(marks, self.words) or re.search(rf"\s{marks}$", self.words)
        return frozenset(re.findall(r"[A-Z]+", marked[0])) if marked else frozenset()


@dataclass
class Article:
    """An operation, its path with the parameters as `{}`, named by `names`; or an object, its `path` being its name."""

    version: str
    title: str
    method: str
    path: str
    names: tuple[str, ...] = ()
    intro: str = ""
    permission: str = ""
    rows: list[Row] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)

    @property
    def shown(self) -> set[str]:
        """The names that the recorded call sends in its body: members of its JSON, parts of its form."""
        found: set[str] = set()
        for sample in self.samples:
            if sample.lstrip().startswith("curl"):
                found |= set(re.findall(r"--form ['\"](\w+)=", sample))
                data = re.search(r"--data '(\{.*?\})'", sample, re.DOTALL)
                found |= set(json.loads(data[1])) if data else set()
        return found

    def table(self, title: str) -> list[Row]:
        """The rows of a table; not those that stand indented below another."""
        return [row for row in self.rows if row.table == title and not row.nested]


def _text(element: Any) -> str:
    """The words of an element; elements inside it part words, as lines and items of lists do."""
    return re.sub(r"\s+(?=[,.;:])", "", " ".join(" ".join(element.itertext()).split()))


def template(path: str) -> tuple[str, tuple[str, ...]]:
    """A path with its parameters as `{}`, and their names: `/users/{{$user_id}}`, one brace too few included."""
    names = tuple(re.findall(r"\{+\$?(\w+)\}+", path))
    return re.sub(r"\{+\$?\w+\}+", "{}", path), names


@functools.cache
def page(source: str) -> Any:
    return lxml.html.fromstring(gzip.decompress((SOURCES / source / "page.html.gz").read_bytes()))


@functools.cache
def trueconf_articles() -> tuple[Article, ...]:
    return tuple(_articles())


def _articles() -> Iterator[Article]:
    for element in page("trueconf-server").xpath("//article[@data-version]"):
        heads = element.xpath(".//pre[@data-type]")
        if not heads or heads[0].get("data-type") not in ("get", "put", "post", "delete", "object"):
            continue
        path, names = template(heads[0].text_content().strip())
        if heads[0].get("data-type") == "object":
            path = element.get("data-name")
        paragraphs = element.xpath("./p|./div/p")
        permission = next((_text(p) for p in paragraphs if _text(p).startswith("Permission:")), "")
        article = Article(
            element.get("data-version"),
            _text(element.xpath(".//h1")[0]),
            heads[0].get("data-type").upper(),
            path,
            names,
            " ".join(_text(p) for p in paragraphs),
            permission.removeprefix("Permission:").strip(),
            samples=[pre.text_content() for pre in heads[1:]],
        )
        for table in element.xpath(".//table"):
            title = _text(table.xpath("preceding::h2[1]")[0])
            article.rows += [_row(title, cells) for row in table.xpath("./tbody/tr") if (cells := row.findall("td"))]
        yield article


def _row(title: str, cells: list[Any]) -> Row:
    labels = cells[0].xpath('.//span[contains(@class, "label")]')
    own = re.sub(r"\s+", "", cells[0].text_content())
    for label in labels:
        own = own.removesuffix(re.sub(r"\s+", "", label.text_content()))
    middle, last = (_text(cells[1]), _text(cells[2])) if len(cells) > 2 else ("", _text(cells[-1]))
    nested = cells[0].text_content().lstrip(" \n\t").startswith("\xa0")
    return Row(re.sub(r"\s*\(?\d.*$", "", title).lower(), own, middle, last, bool(labels), nested)


# What the articles of that page mean together. Nothing here knows how the packages are made.


@dataclass(frozen=True)
class Version:
    """The articles of one version: operations by method and path template, objects by name."""

    operations: dict[tuple[str, str], Article]
    objects: dict[str, Article]

    def sent(self, article: Article) -> tuple[set[str], set[str]]:
        """The names of what an operation takes in the query and in the body, as its rows and its intro say."""
        rows = [row for row in article.table("parameter") if row.name not in ("access_token", *article.names)]
        reads = article.method in ("GET", "DELETE")
        query = {row.name for row in rows if "GET" in row.verbs or (not row.verbs and reads)}
        body = {row.name for row in rows if row.verbs - {"GET"} or (not row.verbs and not reads)}
        for name, verb in re.findall(r"Object(\w+)\s*,? which are marked with (\w+) tag", article.intro):
            marked = {row.name for row in self.objects[name].table("structure") if verb in row.verbs}
            query |= marked if verb == "GET" else set()
            body |= marked if verb != "GET" else set()
        return query, body | article.shown

    def named(self, row: Row) -> str:
        """The object that a row of an answer holds, or lists."""
        words = f"{row.type} {row.words}"
        found = re.findall(r"\bObject([A-Z]\w+)", words) + re.findall(r"\b([A-Z]\w+)", words)
        return next((name for name in found if name in self.objects), "")

    def fields(self, name: str, depth: int = 0) -> tuple[set[str], set[str]]:
        """What an object has by its own rows, and what it may have besides: rows of what it "can contain", samples."""
        article = self.objects[name]
        rows = {row.name for row in article.rows if row.table.startswith("structure") and not row.nested}
        besides = {found for sample in article.samples for found in re.findall(r'"(\w+)"\s*:', sample)}
        for other in re.findall(r"can contain information from Object(\w+)", article.intro):
            if other in self.objects and depth < 3:
                own, more = self.fields(other, depth + 1)
                besides |= own | more
        return rows, besides


@functools.cache
def trueconf_version(version: str) -> Version:
    """One version of the page ("3.10.0")."""
    articles = [article for article in trueconf_articles() if article.version == version]
    return Version(
        {(article.method, article.path): article for article in articles if article.method != "OBJECT"},
        {article.path: article for article in articles if article.method == "OBJECT"},
    )


def enumerated(row: Row) -> dict[int | str, str]:
    """The values that a row lists with their meaning: `INVALID: -1, BUSY: 2` and `1 - enabled, 0 - disabled`."""
    named = re.findall(r"\b([A-Z][A-Z_]{2,}): (-?\d+)", row.words)
    if len(named) > 1:
        return {int(value): name for name, value in named}
    ends = r"(?=\s+(?:-?\d+, )*-?\d+ [-–—] |[;,.:()]|\s*$)"
    listed = re.findall(rf"(?:^|[\s;,:(])((?:-?\d+, )*-?\d+) [-–—] (\w.*?){ends}", row.words)
    meanings = {int(value): _upper(words) for values, words in listed for value in values.split(", ")}
    return meanings if len(meanings) > 1 else {}


def _upper(words: str) -> str:
    return re.sub(r"\W+", "_", re.sub(r"\b(the|an?)\b", " ", words).strip()).strip("_").upper()


def allowed(row: Row) -> list[str]:
    """The values after "Allowed values:", where they are quoted texts."""
    found = re.search(r'Allowed values: ((?:"[^"]*"(?:, )?)+)', row.words)
    return re.findall(r'"([^"]*)"', found[1]) if found else []


# The small pages: a method, a path, the names under each heading, by the marks of each renderer.


@dataclass
class Small:
    """An operation of a small page: {heading in lower case: {name: type word}}, without what closed boxes hide."""

    method: str = ""
    path: str = ""
    sections: dict[str, dict[str, str]] = field(default_factory=dict)

    def under(self, *words: str) -> dict[str, str]:
        """Name and type word of everything under the headings that contain one of the words."""
        found: dict[str, str] = {}
        for heading, names in self.sections.items():
            if any(word in heading for word in words):
                found |= names
        return found


_MARKS = {
    "rocketchat": {
        "api-method": "method",
        "api-path": "path",
        "api-section-title": "section",
        "api-param-name": "name",
    },
    "whereby": {
        "openapi-method": "method",
        "openapi-path-server": "server",
        "openapi-section-header-content": "section",
        "openapi-statuscode": "section",
        "openapi-schema-propertyname": "name",
        "openapi-schema-type": "type",
    },
    "signalwire": {"mt-0": "section", "fern-api-property-key": "name", "fern-api-property-type": "type"},
}


def small_page(source: str) -> list[Small]:
    """The operations of a small page, in its order. SignalWire's prints neither method nor path."""
    marks, found, section, name = _MARKS[source], [Small()], "", ""
    for element in page(source).iter():
        kinds = {marks[mark] for mark in (element.get("class") or "").split() if mark in marks}
        words = _text(element) if isinstance(element.tag, str) else ""
        if not kinds and words == "Body" and element.tag == "span":
            kinds, section = set(), "body"
        if "method" in kinds:
            found.append(Small(words.upper()))
            section = ""
        elif "path" in kinds:
            found[-1].path = words
        elif "server" in kinds:
            whole = re.sub(r"\s+", "", element.getparent().text_content())
            found[-1].path = template(re.sub(r"^\w+://[^/]+", "", whole))[0]
        elif "section" in kinds:
            section = words.lower()
        elif "name" in kinds:
            name = words.split()[0]
            kind = element.getnext() if source == "rocketchat" else None
            found[-1].sections.setdefault(section, {}).setdefault(name, _text(kind) if kind is not None else "")
        elif "type" in kinds and name:
            names = found[-1].sections.get(section, {})
            names[name] = names.get(name) or words
    return [one for one in found if one.sections]
