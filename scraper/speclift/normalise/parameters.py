"""What a call takes: rows of input tables, put where the request has them.

Enters: an operation's article and address. Leaves: `RequestParts`: parameters by location, rows of the body, the
credentials among them.

Where a row stands in a request is decided in this order: its name is in the path; its table says so; the verb it is
tagged with (GET: the query, others: the body); the call's method (a body only where the method has one).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.model.api import (
    Anything,
    Fact,
    Field,
    ListOf,
    Parameter,
    ParameterLocation,
    Record,
    Reference,
    Scalar,
    Type,
)
from speclift.model.rules import tables
from speclift.normalise.headers import has_cookies
from speclift.normalise.merging import either, merged_field
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.constraints import is_regular_expression
from speclift.normalise.phrases.type_words import WORDS
from speclift.normalise.request_rows import (
    bare_name,
    heading_role,
    is_header_name,
    is_header_table,
    path_variables,
)
from speclift.normalise.row_meaning import plain_name
from speclift.normalise.row_types import facts_within, field_of
from speclift.normalise.scope import Scope, fact, subject

if TYPE_CHECKING:
    from speclift.model.raw import Place, RawArticle, RawField, RawSection
    from speclift.normalise.addresses import Address
    from speclift.normalise.security import Schemes

WITHOUT_BODY: Final = frozenset({"get", "delete", "head", "options", "trace"})
"""Methods whose requests have no body unless the page shows one (RFC 9110, section 9.3)."""

_MEDIA_TYPE: Final = re.compile(r"\b(?:application|multipart|text|image|audio|video)/[\w.+*-]+")
_IS_INTEGER: Final = re.compile(r"\^?(?:\\d|\[0-9\])(?:[+*]|\{[\d,]+\})?\$?")


class RequestParts(Struct):
    """What a call takes. `facts` are rows that became no parameter of their own (media types, credentials)."""

    parameters: list[Parameter] = field(default_factory=list)
    body: list[tuple[Field, RawField]] = field(default_factory=list)
    body_facts: list[Fact] = field(default_factory=list)
    whole_body: Type | None = None
    additional: Type | None = None
    schemes: list[str] = field(default_factory=list)
    schemes_are_alternatives: bool = False
    credential_is_optional: bool = False
    scheme_facts: list[Fact] = field(default_factory=list)
    media_type: str = ""
    media_facts: list[Fact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    variables: dict[Place, str] = field(default_factory=dict)

    def names(self, location: ParameterLocation) -> set[str]:
        """The names of the parameters at a location."""
        return {parameter.field.name for parameter in self.parameters if parameter.location == location}


INPUT_ROLES: Final = frozenset({"header", "path", "query", "body", "parameter", "authentication"})


def read_parameters(article: RawArticle, address: Address, scope: Scope, schemes: Schemes) -> RequestParts:
    """Sort the rows of an article's input tables."""
    request_parts = RequestParts(variables=path_variables(article, address, scope))
    about = subject(article)
    method = article.kind.strip().lower()
    for section in article.sections:
        if section.role not in INPUT_ROLES:
            continue
        request_parts.facts.append(fact(section, "input-table"))
        if section.media_type and section.role == "body":
            request_parts.media_type = section.media_type
        if section.role == "authentication":
            _authorisations(section, request_parts, schemes)
            continue
        labelled = scope.marks_required or any(row.required is True for row in section.fields)
        table = replace(section, role="header") if is_header_table(section) else section
        for row in section.fields:
            if not row.name.strip():
                _nameless(row, table, request_parts, scope, about)
            elif (role := heading_role(row)) is not None:
                request_parts.facts.append(fact(row, "heading-in-table"))
                table = section if role == "parameter" else replace(section, role=role)
            else:
                _place(row, table, request_parts, address, method, scope, schemes, about, labelled=labelled)
    _complete(request_parts, article, address)
    return request_parts


def _authorisations(section: RawSection, request_parts: RequestParts, schemes: Schemes) -> None:
    """Each row of a table of authorisations is a security scheme.

    Several are alternatives, unless the page says "required" of each.
    """
    for row in section.fields:
        request_parts.schemes.append(schemes.of_authentication(row, section.title))
        request_parts.scheme_facts.append(fact(row, "credential"))
    request_parts.schemes_are_alternatives = len(section.fields) > 1 and not all(
        row.required is True for row in section.fields
    )


def _nameless(row: RawField, section: RawSection, request_parts: RequestParts, scope: Scope, about: str) -> None:
    """A row without a name, in a table of the body: the body as a whole."""
    if section.role != "body" or not (row.type.strip() or row.children):
        request_parts.facts.append(fact(row, "row-without-name"))
        return
    field_, _ = field_of(row, scope, parent="", about=about)
    request_parts.body_facts.extend(facts_within(field_))
    request_parts.whole_body = either(request_parts.whole_body, field_.type)


def _place(
    row: RawField,
    section: RawSection,
    request_parts: RequestParts,
    address: Address,
    method: str,
    scope: Scope,
    schemes: Schemes,
    about: str,
    *,
    labelled: bool,
) -> None:
    if section.role == "header" or (section.role == "parameter" and is_header_name(row.name)):
        _header(row, request_parts, scope, schemes, about, labelled=labelled)
        return
    name = request_parts.variables.get(row.place) or row.name.strip()
    if section.role in {"path", "parameter"}:
        name = request_parts.variables.get(row.place) or bare_name(name)
    location = _where(row, name, section, request_parts, address, method, scope, about)
    credential = schemes.of_parameter(location, name)
    if credential is not None:
        schemes.describe(credential, row, scope.meanings.of(row).description)
        _add_credential(credential, row, request_parts)
        return
    form = location == "query"
    field_, meaning = field_of(row, scope, parent="", about=f"{about}: {name}", wire=form)
    required = meaning.required is True or (meaning.required is None and not labelled)
    if location == "body" and meaning.constraints.get("additional"):
        request_parts.additional = field_.type
        request_parts.body_facts.extend(facts_within(field_))
        return
    if location == "body":
        _add_to_body(
            replace(_demanded(field_, row, scope, labelled=labelled), required=required),
            row,
            request_parts,
            about,
            scope,
        )
        return
    if location != "path":
        name = field_.name
    facts = (*field_.facts, Fact(section, f"{location}-parameter"))
    required = required or location == "path"
    parameter = _parameter(location, replace(field_, name=name, required=required, nullable=False, facts=facts))
    known = next((one for one in request_parts.parameters if one.location == location and one.field.name == name), None)
    if known is None:
        request_parts.parameters.append(parameter)
        return
    both = merged_field(known.field, parameter.field)
    _twice(row, request_parts, about, scope, is_merged=both is not None)
    if both is not None:
        request_parts.parameters[request_parts.parameters.index(known)] = Parameter(location, both)


def _add_credential(scheme: str, row: RawField, request_parts: RequestParts) -> None:
    request_parts.schemes.append(scheme)
    request_parts.scheme_facts.append(fact(row, "credential"))
    request_parts.credential_is_optional = row.required is False


def _add_to_body(new: Field, row: RawField, request_parts: RequestParts, about: str, scope: Scope) -> None:
    """A field of the body; with an earlier row of that name it is one field, with what either row says."""
    for position, (known, first) in enumerate(request_parts.body):
        if known.name == new.name:
            both = merged_field(known, new)
            _twice(row, request_parts, about, scope, is_merged=both is not None)
            if both is None:
                request_parts.facts.extend(facts_within(new))
            else:
                request_parts.body[position] = (both, first)
                for field_, origin in ((known, first), (new, row)):
                    if isinstance(field_.type, Reference) and field_.type != both.type:
                        scope.no_longer_undefined(field_.type.name, origin)
            return
    request_parts.body.append((new, row))


def _parameter(location: ParameterLocation, made: Field) -> Parameter:
    """A parameter; where the page gives it no type it is a text, as everything in an address or a header is."""
    if not isinstance(made.type, Anything):
        return Parameter(location, made)
    default = made.default
    if isinstance(default, (bool, int, float)):
        default = json.dumps(default)
    examples = tuple(example if isinstance(example, str) else json.dumps(example) for example in made.examples)
    return Parameter(location, replace(made, type=Scalar("string"), default=default, examples=examples))


def _demanded(made: Field, row: RawField, scope: Scope, *, labelled: bool) -> Field:
    """A field of the body in which rows below others are required by the same labels as the rows themselves."""
    optional = {plain_name(child.name) for child in row.children if scope.meanings.of(child).required is False}
    if not row.children:
        return made
    rows = {plain_name(child.name): child for child in row.children}
    return replace(made, type=_demanded_within(made.type, rows, optional, scope, labelled=labelled))


def _demanded_within(
    made: Type, rows: dict[str, RawField], optional: set[str], scope: Scope, *, labelled: bool
) -> Type:
    match made:
        case ListOf():
            return replace(made, item=_demanded_within(made.item, rows, optional, scope, labelled=labelled))
        case Record():
            fields = tuple(
                replace(
                    _demanded(field, rows[field.name], scope, labelled=labelled),
                    required=field.required or (not labelled and field.name not in optional),
                )
                if field.name in rows
                else field
                for field in made.fields
            )
            return replace(made, fields=fields)
    return made


def _twice(row: RawField, request_parts: RequestParts, about: str, scope: Scope, *, is_merged: bool) -> None:
    request_parts.facts.append(fact(row, "parameter-documented-twice"))
    scope.notes.note(
        tables.PARAMETER_DOCUMENTED_TWICE,
        f"{about}: {row.name}",
        Evidence(row),
        believed="one, with what both rows say" if is_merged else "the first row counts",
    )


def _where(
    row: RawField,
    name: str,
    section: RawSection,
    request_parts: RequestParts,
    address: Address,
    method: str,
    scope: Scope,
    about: str,
) -> ParameterLocation | Literal["body"]:
    tags = _tags(row, scope)
    if row.place in request_parts.variables:
        if tags:
            scope.notes.note(
                tables.TAG_CONTRADICTS_PATH,
                f"{about}: {name}",
                Evidence(row),
                tags=", ".join(sorted(tags)),
                path=address.path,
            )
        return "path"
    if section.role == "path":
        scope.notes.note(
            tables.PATH_PARAMETER_NOT_IN_PATH,
            f"{about}: {name}",
            Evidence(row),
            path=address.path,
            location="a query parameter" if method in WITHOUT_BODY else "a field of the body",
        )
        return "query" if method in WITHOUT_BODY else "body"
    if section.role == "query" or section.role == "body":
        return section.role
    if has_cookies(section):
        return "cookie"
    if name in {asked for asked, _ in address.query}:
        return "query"
    if tags:
        if "GET" in tags or method in WITHOUT_BODY:
            if "GET" not in tags:
                scope.notes.note(
                    tables.TAG_CONTRADICTS_METHOD,
                    f"{about}: {name}",
                    Evidence(row),
                    tags=", ".join(sorted(tags)),
                    method=method.upper(),
                )
            return "query"
        return "body"
    return "query" if method in WITHOUT_BODY else "body"


def _tags(row: RawField, scope: Scope) -> frozenset[str]:
    return scope.meanings.of(row).verbs


def _header(
    row: RawField, request_parts: RequestParts, scope: Scope, schemes: Schemes, about: str, *, labelled: bool
) -> None:
    """A header's row: a credential, the media type, or a parameter (OpenAPI lets the first two be none)."""
    lower = row.name.strip().lower().rstrip(":")
    scheme = schemes.of_header(row)
    if scheme is not None:
        schemes.describe(scheme, row, scope.meanings.of(row).description)
        _add_credential(scheme, row, request_parts)
        return
    if lower in {"content-type", "accept"}:
        text = " ".join([row.description, row.default or "", row.example or "", row.type, *row.allowed])
        match = _MEDIA_TYPE.search(text)
        if match is not None and lower == "content-type":
            request_parts.media_type = match[0].lower()
        request_parts.media_facts.append(fact(row, "media-type"))
        return
    field_, meaning = field_of(row, scope, parent="", about=f"{about}: {row.name}", wire=True)
    if field_.name.lower() in {name.lower() for name in request_parts.names("header")}:
        _twice(row, request_parts, about, scope, is_merged=False)
        return
    required = meaning.required is True or (meaning.required is None and not labelled)
    request_parts.parameters.append(_parameter("header", replace(field_, required=required, nullable=False)))


def _complete(request_parts: RequestParts, article: RawArticle, address: Address) -> None:
    """Every name in the path is a parameter, and every name in a printed query, whether a row documents it or not."""
    documented = request_parts.names("path")
    given = {parameter.field.name: parameter for parameter in request_parts.parameters if parameter.location == "path"}
    rules = dict(address.rules)
    ordered = []
    for name in address.names:
        if name in documented:
            ordered.append(_ruled(given[name], rules.get(name, ""), is_documented=True))
        else:
            bare = Parameter("path", Field(name, Scalar("string"), required=True, facts=(fact(article, "path"),)))
            ordered.append(_ruled(bare, rules.get(name, ""), is_documented=False))
    others = [parameter for parameter in request_parts.parameters if parameter.location != "path"]
    known = request_parts.names("query")
    for name, value in address.query:
        if name not in known and name not in {row.name for _, row in request_parts.body}:
            known.add(name)
            plain = Scalar("integer") if re.fullmatch(r"\d+", value) else Scalar("string")
            others.append(Parameter("query", Field(name, plain, facts=(fact(article, "query-in-path"),))))
    request_parts.parameters = [*ordered, *others]


def _ruled(parameter: Parameter, rule: str, *, is_documented: bool) -> Parameter:
    """A variable of the path with what the path itself says of its values: a type's word or a regular expression."""
    type_ = parameter.field.type
    if not rule or type_ != Scalar("string"):
        return parameter
    words = WORDS.get(rule.lower())
    if words is not None and words.base in {"string", "integer", "number"} and not is_documented:
        scalar = Scalar(words.base, format=words.format)
    elif _IS_INTEGER.fullmatch(rule) and not is_documented:
        scalar = Scalar("integer")
    elif words is None and is_regular_expression(rule):
        scalar = Scalar("string", pattern=f"^{rule.removeprefix('^').removesuffix('$')}$")
    else:
        return parameter
    return replace(parameter, field=replace(parameter.field, type=scalar))


def is_file(made: Field) -> bool:
    """Whether a field holds the bytes of a file, or a list of files."""
    inner = made.type.item if isinstance(made.type, ListOf) else made.type
    return isinstance(inner, Scalar) and inner.format == "binary"
