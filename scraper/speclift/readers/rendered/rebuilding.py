"""An OpenAPI document in the making, with the words that each of its places came from.

Enters: what a renderer's reader has read. Leaves: a document of OpenAPI 3.1, the evidence for its places, and findings
for what the page does not show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclift.document import escape
from speclift.document.operations import METHODS
from speclift.model.documents import ReadDocument, ReadDocuments
from speclift.model.findings import Finding, InputError, Quote
from speclift.model.raw import Place, RawText
from speclift.model.rules import stages
from speclift.readers.rendered.naming import TITLE, name_components
from speclift.readers.rendered.notation import kind_of
from speclift.readers.rendered.recursion import fold_recursion
from speclift.readers.rendered.samples import CLOSED, SAMPLED, filled, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.readers.rendered.notation import Schema

Document = dict[str, Any]

_QUOTED = 8
"""How many closed parts a finding names."""


class Rebuilding:
    """Collects operations and named schemas of one API. `page` is the recorded page that is being read."""

    def __init__(self, title: str = "", version: str = "") -> None:
        """Begin a document."""
        self.title, self.version, self.description = title, version, ""
        self.page = ""
        self.servers: list[str] = []
        self.tags: dict[str, str] = {}
        self.schemes: dict[str, Schema] = {}
        self.security: list[dict[str, list[str]]] = []
        self.schemas: dict[str, Schema] = {}
        self.paths: dict[str, dict[str, Document]] = {}
        self._said: dict[int, tuple[Any, str, str, str]] = {}
        self._further: list[tuple[Document, Document]] = []
        self._hidden: dict[tuple[str, str], Finding] = {}

    def operation(self, method: str, path: str, *, anchor: str = "", tag: str = "") -> Document | None:
        """A new operation; None for no HTTP method, and for one that this page has already (its tag is added).

        One that another page has as well is read again: what the first does not say is joined to it.
        """
        method = method.strip().lower()
        path = "/" + path.strip().lstrip("/")
        if method not in METHODS:
            return None
        known = self.paths.setdefault(path, {}).get(method)
        if known is not None:
            if tag and tag not in known.setdefault("tags", []):
                known["tags"].append(tag)
            return self._again(f"{method.upper()} {path}", known)
        made: Document = {"responses": {}}
        if tag:
            made["tags"] = [tag]
            self.tags.setdefault(tag, "")
        self.paths[path][method] = made
        self.say(made, f"{method.upper()} {path}", anchor)
        return made

    def _again(self, name: str, known: Document) -> Document | None:
        """A further description of an operation, on another page."""
        page = self._said[id(known)][1]
        if page == self.page:
            return None
        further: Document = {"responses": {}}
        self._further.append((known, further))
        quotes = [Quote(name, one) for one in (page, self.page)]
        self._hidden.setdefault((name, "two pages"), stages.OPERATION_ON_TWO_PAGES.finding(name, quotes))
        return further

    def parameter(
        self, operation: Document, name: str, where: str, schema: Schema, *, required: bool | None = None,
        description: str = "", words: str = "",
    ) -> Document | None:  # fmt: skip
        """Add a parameter; None for one that is there already or whose place is not one of OpenAPI's."""
        where = where.strip().lower()
        several = operation.setdefault("parameters", [])
        if where not in {"path", "query", "header", "cookie"} or not name:
            return None
        if any((one["name"], one["in"]) == (name, where) for one in several):
            return None
        made: Document = {"name": name, "in": where}
        if required or where == "path":
            made["required"] = True
        if description:
            made["description"] = description
        if schema.pop("deprecated", False):
            made["deprecated"] = True
        made["schema"] = schema
        several.append(made)
        self.say(made, words or name)
        return made

    def say(self, part: Document, words: str, anchor: str = "") -> None:
        """Remember the words of the page that a mapping of the document was read from."""
        if words:
            self._said[id(part)] = (part, self.page, anchor, words)

    def not_shown(self, subject: str, message: str, words: str = "", *, resolution: str = "left open") -> None:
        """Something that the page has and does not show."""
        quotes = (Quote(words, self.page),) if words else ()
        self._hidden.setdefault(
            (subject, message),
            stages.PART_NOT_SHOWN.finding(subject, quotes, what=message, done=resolution),
        )

    def define(self, name: str, schema: Schema) -> Schema:
        """A schema with a name on the page: a reference to its component, or itself when another has the name."""
        name = re.sub(r"[^A-Za-z0-9._-]+", "", name)
        if not name:
            return schema
        known = self.schemas.get(name)
        if known is None:
            self.schemas[name] = schema
            self._keep_words(schema, schema)
        elif known is not schema:
            both = merged(known, schema) if _alike(known, schema) else None
            if both is None:
                return schema
            self.schemas[name] = both
            self._keep_words(known, both)
        return {"$ref": f"#/components/schemas/{name}"}

    def _keep_words(self, old: Schema, new: Schema) -> None:
        said = self._said.get(id(old))
        if said is not None:
            self._said[id(new)] = (new, *said[1:])
        for name, below in new.get("properties", {}).items():
            inside = old.get("properties", {}).get(name)
            if isinstance(inside, dict) and isinstance(below, dict) and inside is not below:
                self._keep_words(inside, below)

    def document(self) -> Document:
        """The whole document."""
        made: Document = {"openapi": "3.1.1", "info": {"title": self.title or "API", "version": self.version or "1"}}
        if self.description:
            made["info"]["description"] = self.description
        if self.servers:
            made["servers"] = [{"url": url} for url in dict.fromkeys(self.servers)]
        if self.security:
            made["security"] = self.security
        if self.tags:
            made["tags"] = [
                {"name": name, **({"description": text} if text else {})} for name, text in self.tags.items()
            ]
        for operation, further in self._further:
            _join(operation, further)
        for path, methods in self.paths.items():
            for operation in methods.values():
                self._complete(path, operation)
        made["paths"] = {path: methods for path, methods in self.paths.items() if methods}
        for schema in self.schemas.values():
            schema.pop(TITLE, None)
        name_components([made["paths"], list(self.schemas.values())], self.schemas)
        fold_recursion(made["paths"], self.schemas)
        components = {
            key: value for key, value in (("schemas", self.schemas), ("securitySchemes", self.schemes)) if value
        }
        if components:
            made["components"] = components
        self._mend_references(made)
        self._say_what_is_closed()
        return made

    def fill(self, schema: Schema, sample: Any) -> Schema:
        """The schema with what a sample shows of its closed parts; the words of the page stay with it."""
        if isinstance(sample, list) and kind_of(schema) == "object":  # some draw the items of a list only
            schema = {"type": "array", "items": schema}
        made = filled(schema, sample)
        self._keep_words(schema, made)
        return made

    def _say_what_is_closed(self) -> None:
        """One finding for each operation and each named schema: which of its parts the page keeps closed."""
        parts = [(f"{method.upper()} {path}", one) for path, item in self.paths.items() for method, one in item.items()]
        for subject, part in (*parts, *self.schemas.items()):
            closed, sampled = list(_taken(part, CLOSED)), list(_taken(part, SAMPLED))
            for places, resolution in ((closed, "any value"), (sampled, "names and types of a sample, none required")):
                if places:
                    shown = ", ".join(places[:_QUOTED]) + (", …" if len(places) > _QUOTED else "")
                    message = f"the page keeps {len(places)} parts of its schemas closed"
                    self.not_shown(subject, message, shown, resolution=resolution)

    def _complete(self, path: str, operation: Document) -> None:
        """A parameter for each name in the path that no row documents; a response where none is shown."""
        known = {one["name"] for one in operation.get("parameters", ()) if one.get("in") == "path"}
        for name in re.findall(r"\{([^}]+)\}", path):
            if name not in known:
                self.parameter(operation, name, "path", {})
        if not operation.get("parameters"):
            operation.pop("parameters", None)
        for response in operation["responses"].values():
            response.setdefault("description", "")

    def _mend_references(self, part: Any) -> None:
        """A reference to a schema that the page does not show is any value."""
        if isinstance(part, dict):
            target = part.get("$ref")
            if isinstance(target, str) and target.rpartition("/")[2] not in self.schemas:
                self.not_shown(target.rpartition("/")[2], "the page names this schema and does not show it")
                del part["$ref"]
            for value in part.values():
                self._mend_references(value)
        elif isinstance(part, list):
            for value in part:
                self._mend_references(value)

    def evidence(self, document: Document) -> tuple[tuple[str, RawText], ...]:
        """The words behind the document's places, by JSON pointer, in the document's order."""
        return tuple(self._walk(document, "", set()))

    def _walk(self, part: Any, pointer: str, above: set[int]) -> Iterator[tuple[str, RawText]]:
        if isinstance(part, dict):
            said = self._said.get(id(part))
            if said is not None:
                _, page, anchor, words = said
                yield pointer, RawText(words, Place(page, anchor, "", pointer))
            items: Any = part.items()
        elif isinstance(part, list):
            items = enumerate(part)
        else:
            return
        if id(part) in above:
            return
        above.add(id(part))
        for key, value in items:
            step = escape(key)
            yield from self._walk(value, f"{pointer}/{step}", above)
        above.discard(id(part))

    def finished(self, platform: str) -> ReadDocuments:
        """The document with its evidence. Raises `InputError` when the pages show no operation."""
        document = self.document()
        if not document["paths"]:
            raise InputError(
                f"no operation is drawn on it ({platform})",
                file=self.page,
                hint="open the operations in a browser, save the page again, or give the OpenAPI document",
            )
        return ReadDocuments(
            platform, (ReadDocument(self.page, document, "", self.evidence(document)),), self.findings()
        )

    def findings(self) -> tuple[Finding, ...]:
        """What the page does not show."""
        return tuple(self._hidden.values())


def _join(operation: Document, further: Document) -> None:
    """Add what another page says of an operation and its own does not."""
    known = {(one["name"], one["in"]) for one in operation.get("parameters", ())}
    new = [one for one in further.pop("parameters", ()) if (one["name"], one["in"]) not in known]
    if new:
        operation.setdefault("parameters", []).extend(new)
    for status, response in further.pop("responses").items():
        operation["responses"].setdefault(status, response)
    for key, value in further.items():
        operation.setdefault(key, value)


def _taken(part: Any, mark: str) -> Iterator[str]:
    """Take a mark off a part of a document; its values, each once, in order."""
    found: dict[str, None] = {}
    stack = [part]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if mark in one:
                found[one.pop(mark)] = None
            stack.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            stack.extend(reversed(one))
    yield from found


def _alike(one: Schema, other: Schema) -> bool:
    """Whether two drawings may be of the same schema: one shows no fields, or the one's fields are the other's."""
    names = set(one.get("properties") or ()), set(other.get("properties") or ())
    return not names[0] or not names[1] or names[0] <= names[1] or names[1] <= names[0]
