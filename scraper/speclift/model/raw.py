"""What a reader hands on: the page's own words, each with the place it came from.

Enters: nothing (this module imports nothing of ours). Leaves: the closed vocabulary into which every documentation
platform is translated. A reader knows markup and nothing of meaning, so every value here is text as printed; turning
"It can be null" or "String[]" into types is the work of `speclift.normalise`.

Prose is Markdown: paragraphs parted by a blank line, `- ` bullets nested by two spaces, `code spans`, links as
`[words](target)`, line breaks as a newline. Nothing is escaped: apart from that markup the words stand as printed.

The classes are msgspec's structs: a page has some 40,000 of them, and they are defined, made, compared and hashed in C.
None can hold itself, so the cyclic collector need not know of them (`gc=False`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from speclift.model.findings import Finding  # noqa: TC001 - msgspec resolves the annotations of its structs

Role = Literal["header", "path", "query", "body", "parameter", "success", "error", "structure", "authentication"]
"""Where a table or an example stands on the page. `parameter` is a table of inputs whose place in the request the
page's markup does not tell (apidoc's "Parameter"); `structure` describes an object that is not part of an operation."""


class Place(Struct, frozen=True, gc=False):
    """Where on the page something stands. The ledger's key: no two facts of one page share a place.

    `page` is the recorded file's name, `anchor` the fragment of the article (without `#`), `version` the documented
    version as printed ("" where the page has none), `path` the way inside the article, as a reader would say it
    (`Parameter/page_size`, `Success-Response:`, `description/2`).
    """

    page: str
    anchor: str
    version: str
    path: str = ""

    def __str__(self) -> str:
        """The place as a person writes it down."""
        inside = f" ({self.path})" if self.path else ""
        version = f" in {self.version}" if self.version else ""
        return f"{self.page}#{self.anchor}{version}{inside}"


class RawText(Struct, frozen=True, gc=False):
    """A paragraph, a label or a heading: its words as Markdown, and its place."""

    text: str
    place: Place


class RawField(Struct, frozen=True, gc=False):
    """One row of a table, or one entry of a parameter list.

    `name` is the last part as shown (`b` of the nested `a.b`; brackets as printed), `children` the rows that the
    markup, the dotted names or the indentation put below it. `required` is what a label says: False for "optional",
    True for "required" or "*", None where there is no label. `allowed` are the printed values (quotes kept),
    `constraints` any other labelled facts as (label, value): ("min", "1"), ("pattern", "^a$"), ("format", "uuid"). The
    fact ("additional properties", "true") says that the row is no field: its type is that of every other property.
    """

    name: str
    place: Place
    type: str = ""
    required: bool | None = None
    deprecated: bool = False
    description: str = ""
    default: str | None = None
    size: str | None = None
    allowed: tuple[str, ...] = ()
    example: str | None = None
    constraints: tuple[tuple[str, str], ...] = ()
    children: tuple[RawField, ...] = ()


class RawSection(Struct, frozen=True, gc=False):
    """A titled table: `Parameter`, `Success 201`, `StructureWeekly`, "Query parameters", one of several responses.

    `status` is the HTTP status where the page shows one with the table ("200", "4xx"), `media_type` likewise;
    `type` the printed type of the whole ("array of Meeting") where the table describes one value,
    """

    role: Role
    title: str
    place: Place
    fields: tuple[RawField, ...] = ()
    description: str = ""
    status: str = ""
    media_type: str = ""
    type: str = ""


class RawExample(Struct, frozen=True, gc=False):
    """A recorded example: `text` exactly as printed (only the highlighter's markup is taken off).

    `language` is what the page calls it ("json", "curl", "python", ""), `role` what it is an example of: `body` and
    `parameter` for requests (a curl call is a `parameter` example), `success`, `error`, `structure`. `made_up` says
    that the page's renderer made it from the table beside it: nobody has sent or received it.
    """

    role: Role
    title: str
    text: str
    place: Place
    language: str = ""
    status: str = ""
    media_type: str = ""
    made_up: bool = False


class RawArticle(Struct, frozen=True, gc=False):
    """One operation, or one definition of an object, of one documented version.

    `kind` is the word that stands where a method stands ("get", "POST", "object"; "" when the page prints none), `url`
    what stands beside it, as printed. `permission` holds the words after that label. `transport` is "http" unless the
    page shows another ("websocket"). `address` is that of the article's own page, in a documentation of several pages.
    """

    group: str
    name: str
    version: str
    title: str
    place: Place
    group_title: str = ""
    kind: str = ""
    url: str = ""
    transport: str = "http"
    deprecated: RawText | None = None
    description: tuple[RawText, ...] = ()
    permission: tuple[RawText, ...] = ()
    sections: tuple[RawSection, ...] = ()
    examples: tuple[RawExample, ...] = ()
    labels: tuple[RawText, ...] = ()
    address: str = ""


class RawGroup(Struct, frozen=True, gc=False):
    """A heading above articles: its identifier on the page, its title and what is said under it."""

    name: str
    title: str
    description: tuple[RawText, ...]
    place: Place


class RawApi(Struct, frozen=True, gc=False):
    """One documentation, read. `articles` and `groups` are in page order.

    `servers` are base addresses that the page shows, `versions` the documented versions in page order (empty where the
    page has none), `not_understood` what the reader found and could not place: it fails the build. `remarks` are
    what the reader itself has to say: how sure it is of what.
    `labels_required`: the platform labels each required row, so a row without a label is not known to be one.
    """

    title: str
    platform: str
    articles: tuple[RawArticle, ...]
    groups: tuple[RawGroup, ...] = ()
    description: tuple[RawText, ...] = ()
    versions: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    generator: str = ""
    not_understood: tuple[RawText, ...] = ()
    remarks: tuple[Finding, ...] = ()
    labels_required: bool = False
