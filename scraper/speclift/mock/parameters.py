"""Reads and validates the parameters of a request.

Enters: a request and the operation it is for. Leaves: their values by name, or `Refused` (400) naming the parameter.
Parameters that the document does not know are let be, and empty ones taken for none: servers do so. A strict mock
refuses the former and reads the latter.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from speclift.document import join_pointer, locate
from speclift.mock.refusal import Refused
from speclift.mock.security import cookies
from speclift.mock.wire import Wire, delimiter
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from speclift.check.validators import Validators
    from speclift.mock.messages import Request
    from speclift.mock.routes import Match

MISSING = (r"^missing", r"required", r"(invalid|bad).*(param|argument|request)")
INVALID = (r"^invalid.*(param|field|value|argument)", r"(invalid|bad).?request", r"validation")

_DESCRIBED_ELSEWHERE = frozenset({"accept", "content-type", "authorization"})


class Parameters:
    """The parameters of a document's operations."""

    def __init__(self, document: dict[str, Any], validators: Validators, *, strict: bool = False) -> None:
        self._document = document
        self._strict = strict
        self._validators = validators
        self._wire = Wire(document, strict=strict)

    def read(self, match: Match, request: Request, secrets: Collection[str] = ()) -> dict[tuple[str, str], Any]:
        """The values by (place, name). `secrets` are the names of credentials in the query.

        Raises `Refused` for one that is missing or does not fit.
        """
        found: dict[tuple[str, str], Any] = {}
        declared = list(self._declared(match))
        if self._strict:
            self._require_known([parameter for _, parameter in declared], request, secrets)
        for schema, parameter in declared:
            name, where = str(parameter.get("name")), str(parameter.get("in"))
            if where == "header" and name.lower() in _DESCRIBED_ELSEWHERE:
                continue
            value = self._value(parameter, name, where, match, request)
            if value is _ABSENT:
                if parameter.get("required") is True:
                    raise Refused(
                        400,
                        "missingRequiredField",
                        f"The required {where} parameter {name!r} is missing.",
                        where=where,
                        name=name,
                        like=MISSING,
                    )
                continue
            self._validate(schema, value, name, where)
            found[where, name] = value
        return found

    def _require_known(self, declared: list[dict[str, Any]], request: Request, secrets: Collection[str]) -> None:
        """Raise `Refused` for a field of the query that no parameter declares."""
        inside = [parameter for parameter in declared if parameter.get("in") == "query"]
        for name, _ in request.query:
            known = name in secrets or any(
                name == parameter.get("name")
                or (parameter.get("style") == "deepObject" and name.startswith(f"{parameter.get('name')}["))
                or (
                    parameter.get("style", "form") == "form"
                    and "object" in self._wire.types(parameter.get("schema"))
                    and bool(self._wire.property(parameter.get("schema"), name))
                )
                for parameter in inside
            )
            if not known:
                raise Refused(
                    400,
                    "undocumentedParameter",
                    f"The query parameter {name!r} is not documented.",
                    where="query",
                    name=name,
                )

    def _declared(self, match: Match) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each parameter with the pointer of its schema; the operation's own hide those of the path item. Of a query
        string as a whole (OpenAPI 3.2) that is a form its fields; one that is anything else is not looked at."""
        operation = match.operation
        declared: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        own = operation.stands
        for pointer, owner in ((operation.source, operation.path_item), (own, operation.value)):
            listed = owner.get("parameters")
            for index in range(len(listed) if isinstance(listed, list) else 0):
                try:
                    where, parameter = locate(self._document, f"{pointer}/parameters/{index}")
                except InputError:
                    continue
                if not isinstance(parameter, dict):
                    continue
                whole = parameter.get("in") == "querystring"
                for schema, one in self._fields(where) if whole else [(_schema_of(where, parameter), parameter)]:
                    declared[str(one.get("in")), str(one.get("name"))] = schema, one
        yield from declared.values()

    def _fields(self, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The fields of a query string that is described as a form, as parameters of the query."""
        try:
            media, _ = locate(self._document, pointer + join_pointer("content", "application/x-www-form-urlencoded"))
            form, schema = locate(self._document, f"{media}/schema")
        except InputError:
            return
        known = schema.get("properties") if isinstance(schema, dict) else None
        for name, field in known.items() if isinstance(known, dict) else ():
            required = name in (schema.get("required") or ())
            parameter = {"name": name, "in": "query", "required": required, "schema": field}
            yield form + join_pointer("properties", name), parameter

    def _value(self, parameter: dict[str, Any], name: str, where: str, match: Match, request: Request) -> Any:
        texts = _texts(name, where, match, request)
        if not self._strict and texts == [""] and not self._wire.types(parameter.get("schema")) & {"string", "null"}:
            texts = []
        if "content" in parameter:
            return _decoded(texts[0]) if texts else _ABSENT
        schema = parameter.get("schema")
        wire = self._wire
        if where == "query" and not texts:
            return self._bracketed(parameter, name, request)
        if not texts:
            return _ABSENT
        if wire.is_list(schema):
            if texts == [""]:
                return []
            return wire.values(texts, schema, delimiter(parameter))
        return wire.scalar(texts[-1], schema)

    def _bracketed(self, parameter: dict[str, Any], name: str, request: Request) -> Any:
        """`name[]=1&name[]=2`, `name[key]=1`, and for an exploded object its properties themselves."""
        schema = parameter.get("schema")
        pairs = [(key, value) for key, value in request.query if key.startswith(f"{name}[")]
        if pairs:
            return self._wire.tree(pairs, {"properties": {name: schema}}).get(name, _ABSENT)
        if "object" in self._wire.types(schema) and parameter.get("style", "form") == "form":
            known = [(key, value) for key, value in request.query if self._wire.property(schema, key)]
            return self._wire.tree(known, schema) if known else _ABSENT
        return _ABSENT

    def _validate(self, schema: str, value: Any, name: str, where: str) -> None:
        verdict = self._validators.judge(schema, value, "request")
        if verdict == "valid" or (verdict == "format" and not self._strict):
            return
        if verdict == "format":
            _, words = self._validators.format_problem(schema, value, "request")
        else:
            words = self._validators.explain(schema, value, "request").message
        raise Refused(
            400,
            "invalidParameter",
            f"The {where} parameter {name!r} is invalid: {words}.",
            where=where,
            name=name,
            like=INVALID,
        )


def _schema_of(pointer: str, parameter: dict[str, Any]) -> str:
    """The pointer of the schema of a parameter, or of the content that it is sent as."""
    content = parameter.get("content")
    if isinstance(content, dict) and content:
        return pointer + join_pointer("content", next(iter(content)), "schema")
    return f"{pointer}/schema"


_ABSENT: Any = object()


def _texts(name: str, where: str, match: Match, request: Request) -> list[str]:
    match where:
        case "path":
            return [match.values[name]] if name in match.values else []
        case "query":
            return [value for key, value in request.query if key == name]
        case "header":
            value = request.header(name)
            return [] if value is None else [value]
        case "cookie":
            found = cookies(request).get(name)
            return [] if found is None else [unquote(found)]
    return []


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
