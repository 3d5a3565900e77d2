"""The facts that an OpenAPI document (3.0 or 3.1) states, in a form in which two documents can be compared.

Enters: a document as a mapping. Leaves: `OperationFacts` by method and path. Schemas are dissolved: references are
followed, `allOf`, `oneOf` and `anyOf` are united, so that two documents that name their components differently state
the same facts. The extensions `x-from`, `x-type-from`, `x-required-stated`, `x-status-unstated`, `x-alt-paths`,
`x-common-statuses`, `x-unattached-fields` and `x-unstated` are those of truth documents written by a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
LIMITS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
    "multipleOf", "pattern", "uniqueItems",
)  # fmt: skip
CREDENTIAL_HEADERS = {"authorization", "accept", "content-type"}
DEEPEST = 12


@dataclass
class ValueFacts:
    """What is stated of one value: a parameter, a property, the items of a list. `shown`: by an example only."""

    types: set[str] = field(default_factory=set)
    nullable: bool = False
    formats: set[str] = field(default_factory=set)
    default: list[Any] = field(default_factory=list)
    enum: set[str] = field(default_factory=set)
    limits: set[tuple[str, str]] = field(default_factory=set)
    required: bool = False
    named: bool = False
    shown: bool = False
    type_shown: bool = False
    required_implied: bool = False


@dataclass
class OperationFacts:
    """What is stated of one operation. Fields are keyed by their path (`data[].id`); "" is the body itself."""

    method: str
    path: str
    spellings: set[str]
    any_method: bool = False
    deprecated: bool = False
    parameters: dict[tuple[str, str], ValueFacts] = field(default_factory=dict)
    below_parameters: dict[str, ValueFacts] = field(default_factory=dict)
    body_media: set[str] = field(default_factory=set)
    body: dict[str, ValueFacts] = field(default_factory=dict)
    statuses: set[str] = field(default_factory=set)
    free_statuses: set[str] = field(default_factory=set)
    response_media: set[tuple[str, str]] = field(default_factory=set)
    responses: dict[tuple[str, str], ValueFacts] = field(default_factory=dict)
    headers: set[tuple[str, str]] = field(default_factory=set)
    security: set[str] = field(default_factory=set)
    credentials: set[tuple[str, str]] = field(default_factory=set)
    status_unstated: bool = False
    free_fields: set[str] = field(default_factory=set)


def operations(document: Mapping[str, Any]) -> list[OperationFacts]:
    """The facts of each operation, in the order of the document."""
    return list(_Reader(document).operations())


def normal_path(path: str) -> str:
    """A path without the names of its parameters, its query and its last slash: `/files/{}/comments`."""
    path = re.sub(r"\{[^}]*\}", "{}", unquote(path).partition("?")[0])
    return "/" + path.strip("/")


class _Reader:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.required: set[tuple[int, str]] = set()
        self.free_fields = set(map(str, document.get("x-unattached-fields") or ()))
        self.common_statuses = set(map(str, document.get("x-common-statuses") or ()))

    def operations(self) -> Iterator[OperationFacts]:
        for path, item in (self.document.get("paths") or {}).items():
            item = self.resolved(item)
            for method in METHODS:
                if isinstance(item.get(method), Mapping):
                    yield self.operation(method, path, item[method], item)

    def resolved(self, value: Any) -> Mapping[str, Any]:
        for _ in range(20):
            if not isinstance(value, Mapping):
                return {}
            reference = value.get("$ref")
            if not isinstance(reference, str):
                return value
            target: Any = self.document
            for step in reference.removeprefix("#/").split("/"):
                step = unquote(step).replace("~1", "/").replace("~0", "~")
                target = target.get(step) if isinstance(target, Mapping) else None
            value = target
        return {}

    def operation(self, method: str, path: str, raw: Mapping[str, Any], item: Mapping[str, Any]) -> OperationFacts:
        facts = OperationFacts(method, path, set(self.spellings(path, raw, item)))
        facts.any_method = "method" in (raw.get("x-unstated-what") or ()) or raw.get("x-unstated") is True
        facts.deprecated = raw.get("deprecated") is True
        facts.free_statuses = self.common_statuses | set(map(str, raw.get("x-common-statuses") or ()))
        facts.free_fields = self.free_fields | set(map(str, raw.get("x-unattached-fields") or ()))
        for parameter in (*(item.get("parameters") or ()), *(raw.get("parameters") or ())):
            self.parameter(self.resolved(parameter), facts)
        body = self.resolved(raw.get("requestBody") or {})
        for media, content in (body.get("content") or {}).items():
            facts.body_media.add(media.partition(";")[0].strip().lower())
            self.values(content.get("schema"), "", facts.body, shown=False)
        answers = []
        for status, response in (raw.get("responses") or {}).items():
            found = self.response(str(status).upper().replace("DEFAULT", "default"), self.resolved(response), facts)
            answers.append(found)
        for values in (facts.body, *(answer for _, answer in answers)):
            for path, value in values.items():
                value.required = value.required or (id(values), path) in self.required
        for status, found in answers:
            facts.responses.update({(status, path): value for path, value in found.items()})
        self.required.clear()
        facts.security = set(self.security(raw.get("security", self.document.get("security") or []), facts))
        return facts

    def spellings(self, path: str, raw: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[str]:
        servers = raw.get("servers") or item.get("servers") or self.document.get("servers") or []
        bases = {
            urlsplit(re.sub(r"[\[\]{}]", "", str(server.get("url", "")))).path.rstrip("/")
            for server in servers
            if server
        }
        for spelling in (path, *(raw.get("x-alt-paths") or ()), *(item.get("x-alt-paths") or ())):
            yield normal_path(spelling)
            for base in bases:
                yield normal_path(base + normal_path(spelling))

    def parameter(self, raw: Mapping[str, Any], facts: OperationFacts) -> None:
        where, name = str(raw.get("in")), str(raw.get("name"))
        key = (where, name.lower() if where == "header" else name.removesuffix("[]"))
        if where == "header" and key[1] in CREDENTIAL_HEADERS:
            return
        schema = raw.get("schema") or next(
            (content.get("schema") for content in (raw.get("content") or {}).values()), None
        )
        found: dict[str, ValueFacts] = {}
        self.values(schema, "", found, shown=raw.get("x-from") is not None)
        value = found.pop("", None) or ValueFacts()
        value.named, value.shown = True, raw.get("x-from") is not None
        value.required = raw.get("required") is True
        value.required_implied = "x-required-implied" in raw or (where == "path" and value.shown)
        facts.parameters[key] = value
        facts.below_parameters.update({f"{where} {name} {path}": below for path, below in found.items()})

    def response(self, status: str, raw: Mapping[str, Any], facts: OperationFacts) -> tuple[str, dict[str, ValueFacts]]:
        if raw.get("x-status-unstated"):
            facts.status_unstated = True
            status = "unstated"
        else:
            facts.statuses.add(status)
        for name in raw.get("headers") or {}:
            facts.headers.add((status, name.lower()))
        found: dict[str, ValueFacts] = {}
        for media, content in (raw.get("content") or {}).items():
            facts.response_media.add((status, media.partition(";")[0].strip().lower()))
            self.values(content.get("schema"), "", found, shown=False)
        return status, found

    def security(self, requirements: Any, facts: OperationFacts) -> Iterator[str]:
        schemes = (self.document.get("components") or {}).get("securitySchemes") or {}
        for requirement in requirements or ():
            names = []
            for name in requirement:
                scheme = self.resolved(schemes.get(name) or {})
                if scheme.get("type") == "apiKey":
                    facts.credentials.add((str(scheme.get("in")), str(scheme.get("name")).lower()))
                parts = [scheme.get("type"), scheme.get("in"), scheme.get("name"), scheme.get("scheme")]
                names.append(" ".join(str(part).lower() for part in parts if part))
            yield " + ".join(sorted(names))

    def values(
        self, schema: Any, path: str, found: dict[str, ValueFacts], *, shown: bool, stack: tuple[str, ...] = ()
    ) -> None:
        """Collect what a schema states of its value and of every value below it."""
        if len(stack) > 40 or path.count(".") + path.count("[") > DEEPEST:
            return
        if isinstance(schema, bool):
            found.setdefault(path, ValueFacts())
            return
        if not isinstance(schema, Mapping):
            return
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in stack:
                found.setdefault(path, ValueFacts()).types.add("object")
                return
            self.values(self.resolved(schema), path, found, shown=shown, stack=(*stack, reference))
        here = found.setdefault(path, ValueFacts())
        here.shown = here.shown or shown or schema.get("x-from") == "example"
        here.type_shown = here.type_shown or schema.get("x-type-from") is not None
        self.own(schema, here)
        for word in ("allOf", "oneOf", "anyOf"):
            for part in schema.get(word) or ():
                self.values(part, path, found, shown=here.shown, stack=(*stack, f"{path} {word}"))
        required = schema.get("required")
        for name, below in (schema.get("properties") or {}).items():
            step = f"{path}.{name}" if path else name
            self.values(below, step, found, shown=here.shown, stack=(*stack, f"{path}.{name}"))
            value = found.setdefault(step, ValueFacts())
            value.named = True
        for name in required if isinstance(required, list) else ():
            self.required.add((id(found), f"{path}.{name}" if path else str(name)))
        if isinstance(schema.get("items"), Mapping):
            self.values(schema["items"], f"{path}[]", found, shown=here.shown, stack=(*stack, f"{path}[]"))
        more = schema.get("additionalProperties")
        if isinstance(more, Mapping) and more:
            self.values(more, f"{path}.*", found, shown=here.shown, stack=(*stack, f"{path}.*"))

    def own(self, schema: Mapping[str, Any], here: ValueFacts) -> None:
        kind = schema.get("type")
        kinds = set(kind) if isinstance(kind, list) else {kind} if kind else set()
        if not kinds and ("properties" in schema or isinstance(schema.get("additionalProperties"), Mapping)):
            kinds = {"object"}
        values = list(schema.get("enum") or ())
        if "const" in schema:
            values.append(schema["const"])
        here.nullable = here.nullable or "null" in kinds or schema.get("nullable") is True or None in values
        here.types |= kinds - {"null"}
        if isinstance(schema.get("format"), str):
            here.formats.add(schema["format"])
        if "default" in schema:
            here.default = [schema["default"]]
        here.enum |= {_plain(value) for value in values if value is not None}
        limits = {limit: schema[limit] for limit in LIMITS if limit in schema and schema[limit] is not False}
        for exclusive, plain in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if limits.get(exclusive) is True:  # as OpenAPI 3.0 says it
                limits[exclusive] = limits.pop(plain, True)
        here.limits |= {(limit, _plain(value)) for limit, value in limits.items()}


def _plain(value: Any) -> str:
    """A value as text, the same for 1 and 1.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
