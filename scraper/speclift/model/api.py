"""What normalise hands on: one API version, typed, every part with the facts of the page that it was read from.

Facts take no part in comparison: two parts are equal when they say the same of the API, wherever the page says so.

Enters: nothing of ours but `model.raw` (a fact points at the words it quotes). Leaves: a closed, frozen vocabulary.
It knows nothing of markup and nothing of OpenAPI: `emit` alone knows where OpenAPI puts things.
"""

from __future__ import annotations

from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclift.model.raw import Place


class Origin(Protocol):
    """Anything of `model.raw` that has a place on the page."""

    @property
    def place(self) -> Place:
        """Where it stands."""


class Fact(Struct, frozen=True, gc=False):
    """A piece of the page, and the kebab-case id of the rule that read it."""

    origin: Origin
    rule: str


class Absent(Enum):
    """No value at all, where `None` means null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

ScalarKind = Literal["string", "integer", "number", "boolean", "null"]


class _EqualByContent(Struct, frozen=True, gc=False):
    """What the page tells. Two are equal when they say the same, whatever pieces of the page they were read from."""

    _content: ClassVar[Callable[[Any], object]]
    _hashable: ClassVar[Callable[[Any], object]]

    def __init_subclass__(cls) -> None:
        content = [name for name in cls.__annotations__ if name not in {"prose", "facts"}]
        cls._content = attrgetter(*content)
        # An example or a default may be any JSON value, lists and objects among them, which have no number.
        cls._hashable = attrgetter(*(name for name in content if name not in {"default", "examples", "value"}))

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        content = type(self)._content
        return self is other or (type(other) is type(self) and content(self) == content(other))

    def __hash__(self) -> int:
        """Equal parts have equal numbers."""
        return hash(type(self)._hashable(self))


class Anything(Struct, frozen=True, gc=False):
    """Any JSON value: the page is silent, or its word for the type is unknown."""


class EnumValue(Struct, frozen=True, gc=False):
    """One value of an enumeration.

    Its constant's name (UPPER_SNAKE, "" when nothing names it) and documented meaning.
    """

    value: str | int | float | bool | None
    name: str = ""
    meaning: str = ""


class Scalar(Struct, frozen=True, gc=False):
    """A JSON scalar. `choices` are its only values (empty: any), bounds are inclusive, lengths count characters."""

    kind: ScalarKind
    format: str = ""
    choices: tuple[EnumValue, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    media_type: str = ""


class ListOf(Struct, frozen=True, gc=False):
    """A JSON array of one type of items."""

    item: Type
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False


class MapOf(Struct, frozen=True, gc=False):
    """A JSON object whose keys are data."""

    value: Type


class Reference(Struct, frozen=True, gc=False):
    """The component of that name."""

    name: str


class Record(Struct, frozen=True, gc=False):
    """A JSON object with known fields.

    `parts` are components whose fields it holds as well; `additional` is what every further key holds, where the page
    says so.
    """

    fields: tuple[Field, ...] = ()
    parts: tuple[Reference, ...] = ()
    additional: Type | None = None


class OneOf(Struct, frozen=True, gc=False):
    """Exactly one of several types. `discriminator` names a string property with a distinct constant in each."""

    options: tuple[Type, ...]
    discriminator: str = ""
    mapping: tuple[tuple[str, str], ...] = ()


class AnyOf(Struct, frozen=True, gc=False):
    """At least one of several types, which the page gives no means to tell apart."""

    options: tuple[Type, ...]


Type = Anything | Scalar | ListOf | MapOf | Reference | Record | OneOf | AnyOf


def children(type_: Type) -> tuple[Type, ...]:
    """The types that a type is made of: items, values, the fields' types, the options. Parts are no children."""
    match type_:
        case ListOf(item=inner) | MapOf(value=inner):
            return (inner,)
        case Record(fields=fields):
            return tuple([field.type for field in fields])
        case OneOf(options=options) | AnyOf(options=options):
            return options
        case _:
            return ()


def references(type_: Type) -> tuple[str, ...]:
    """The names of all components that a type refers to, at any depth; those of its parts included."""
    own = (type_.name,) if isinstance(type_, Reference) else ()
    parts = tuple(part.name for part in type_.parts) if isinstance(type_, Record) else ()
    return (*own, *parts, *(name for inner in children(type_) for name in references(inner)))


def map_types(made: Type, change: Callable[[Type], Type]) -> Type:
    """The type with `change` done to each of its children; the very same object where that changes nothing."""
    before = children(made)
    after = tuple([change(inner) for inner in before])
    if all(one is other for one, other in zip(before, after, strict=True)):
        return made
    match made:
        case ListOf():
            return replace(made, item=after[0])
        case MapOf():
            return replace(made, value=after[0])
        case Record(fields=fields):
            changed = [
                field if field.type is type_ else replace(field, type=type_)
                for field, type_ in zip(fields, after, strict=True)
            ]
            return replace(made, fields=tuple(changed))
        case _:
            return replace(made, options=after)


class Field(_EqualByContent, frozen=True, gc=False):
    """A property of an object, a parameter's or a header's value."""

    name: str
    type: Type
    description: str = ""
    nullable: bool = False
    required: bool = False
    default: Any = ABSENT
    examples: tuple[Any, ...] = ()
    deprecated: bool = False
    unit: str = ""
    facts: tuple[Fact, ...] = ()
    read_only: bool = False
    write_only: bool = False


class Example(_EqualByContent, frozen=True, gc=False):
    """A recorded example.

    `name` is its key among its neighbours, `summary` the words for people, `value` JSON or text.
    """

    name: str
    value: Any
    summary: str = ""
    facts: tuple[Fact, ...] = ()


class Component(_EqualByContent, frozen=True, gc=False):
    """A named type. `documented` tells an object of the page from a shape that was derived or inferred."""

    name: str
    type: Type
    title: str = ""
    description: str = ""
    nullable: bool = False
    examples: tuple[Example, ...] = ()
    deprecated: bool = False
    documented: bool = False
    prose: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()


ParameterLocation = Literal["path", "query", "header", "cookie"]


class Parameter(Struct, frozen=True, gc=False):
    """A value sent beside the body."""

    location: ParameterLocation
    field: Field


class Media(_EqualByContent, frozen=True, gc=False):
    """A body in one media type. `type` is None when nothing is known of it but the media type."""

    media_type: str
    type: Type | None = None
    nullable: bool = False
    examples: tuple[Example, ...] = ()
    facts: tuple[Fact, ...] = ()


class Body(_EqualByContent, frozen=True, gc=False):
    """What a request sends."""

    media: tuple[Media, ...]
    required: bool = True
    description: str = ""
    facts: tuple[Fact, ...] = ()


class Response(_EqualByContent, frozen=True, gc=False):
    """What comes back under a status ("200", "4XX", "default")."""

    status: str
    description: str
    media: tuple[Media, ...] = ()
    headers: tuple[Field, ...] = ()
    facts: tuple[Fact, ...] = ()


class CodeSample(_EqualByContent, frozen=True, gc=False):
    """A call as the page shows it, exactly as recorded."""

    language: str
    label: str
    source: str
    facts: tuple[Fact, ...] = ()


class SecurityRequirement(Struct, frozen=True, gc=False):
    """One alternative of what a call must bring: scheme name to scopes; all of them together."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...]


class Operation(_EqualByContent, frozen=True, gc=False):
    """One call. `path` is relative to the API's server; `server` is set when the operation stands outside it.

    `rate` is how many calls are allowed in how many seconds, where the page says so.
    """

    id: str
    method: str
    path: str
    tag: str = ""
    summary: str = ""
    description: str = ""
    anchor: str = ""
    page: str = ""
    deprecated: bool = False
    server: str = ""
    transport: str = "http"
    rpc_method: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    rate: tuple[int, float] | None = None
    permissions: str = ""
    samples: tuple[CodeSample, ...] = ()
    prose: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()


class Group(_EqualByContent, frozen=True, gc=False):
    """Operations that the page lists together.

    `parent` is the title it is nested under, `resource` a dotted attribute path.
    """

    title: str
    resource: str
    parent: str = ""
    description: str = ""
    prose: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()


class Server(Struct, frozen=True, gc=False):
    """A base address with its variables (name, default, description)."""

    url: str
    variables: tuple[tuple[str, str, str], ...] = ()


class Api(_EqualByContent, frozen=True, gc=False):
    """One version of one API."""

    version: str
    title: str
    prefix: str = ""
    printed: str = ""
    page: str = ""
    description: str = ""
    servers: tuple[Server, ...] = ()
    groups: tuple[Group, ...] = ()
    operations: tuple[Operation, ...] = ()
    components: tuple[Component, ...] = ()
    schemes: Mapping[str, Any] = field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    prose: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
