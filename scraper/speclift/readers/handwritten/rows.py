"""Rows in tables, bullets and definitions: names with what is said of them.

Enters: a block. Leaves: `RawField`s, and statuses with their words. The columns are told by their titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.model.raw import RawField
from speclift.readers.handwritten.marks import NO, OPTIONAL_WORD, REQUIRED_WORD, TYPE_WORD, YES
from speclift.readers.handwritten.words import COLUMNS, meaning
from speclift.readers.kit.rows import Steps

if TYPE_CHECKING:
    from speclift.model.raw import Place
    from speclift.readers.handwritten.blocks import Block, Item

_NAME: Final = re.compile(r"[`*\"']*([A-Za-z_$@][\w.$@\[\]{}<>:/-]*|[^\W\d][\w.-]*)[`*\"']*")
_STATUS: Final = re.compile(
    r"^\W{0,4}(?:HTTP(?:/[\d.]+)?\s*|status(?: code)?:?\s*)?([1-5]\d\d|[1-5]xx)\b[`*]*[\s:–—.-]*(.*)$",
    re.DOTALL | re.IGNORECASE,
)
_BULLET: Final = re.compile(
    r"^\s*(?P<name>`[^`]+`|\*\*[^*]+\*\*|\"[\w.-]+\"|'[\w.-]+'|[A-Za-z_$][\w.$\[\]-]*)(?P<more>(?:\s*\*\s*)?)\s*"
    r"`?(?P<bracket>[(\[][^()\[\]]{1,80}[)\]])?`?\s*(?:(?P<sep>[:=–—]|\s-|-\s)\s*(?P<rest>.*))?$",
    re.DOTALL,
)


class Statuses(Struct, frozen=True):
    """Statuses with their words: (status, description)."""

    entries: tuple[tuple[str, str], ...]


def statuses_of(block: Block) -> list[tuple[str, str]]:
    """The statuses of a list, of definitions or of a table whose every entry is one."""
    found: list[tuple[str, str]] = []
    if block.kind == "list":
        found = [one for item in block.items if (one := status_in(item.text)) is not None]
        return found if len(found) == len(block.items) else []
    if block.kind == "definitions":
        terms = [item for item, kind in zip(block.items, block.rows, strict=True) if kind[0].text == "dt"]
        for index, (item, kind) in enumerate(zip(block.items, block.rows, strict=True)):
            one = status_in(item.text) if kind[0].text == "dt" else None
            if one is not None:
                behind = block.items[index + 1].text if index + 1 < len(block.items) else ""
                found.append((one[0], behind or one[1]))
        return found if len(found) == len(terms) else []
    if block.kind == "table":
        rows = block.rows[1:] if not status_in(block.rows[0][0].text) else block.rows
        for row in rows:
            one = status_in(row[0].text)
            if one is None:
                return []
            found.append((one[0], " ".join(cell.text for cell in row[1:] if cell.text) or one[1]))
    return found


def status_in(text: str) -> tuple[str, str] | None:
    """The status that a text begins with, and the words behind it."""
    found = _STATUS.match(text.strip())
    return (found[1].upper(), found[2].strip(" `*()-–—:")) if found else None


def fields_of(block: Block, place: Place) -> tuple[RawField, ...]:
    """The rows of a block; nothing when it holds none."""
    if block.kind == "table":
        return _of_table(block, place)
    if block.kind == "list":
        return _of_list(block.items, place)
    if block.kind == "definitions":
        return _of_definitions(block, place)
    return ()


def columns_of(block: Block) -> list[str]:
    """What the columns of a table hold; nothing for one without a column of names."""
    titles: list[str] = []
    for cell in block.rows[0]:
        found = meaning(COLUMNS, cell.text)
        if found in ("path", "status") and "name" not in titles and not titles:
            found = "name"
        if found == "type" and _says_required(block, len(titles)):
            found = "required"
        titles.append(found if found not in titles or found in ("", "description") else "")
    if "name" not in titles or len(titles) < 2:
        return []
    if not titles[0] and re.search(r"\w{2}", block.rows[0][0].text):
        return []  # a table of something else, whose things have names too
    return titles if sum(1 for one in titles if one) >= 2 or block.titled else []


def _says_required(block: Block, column: int) -> bool:
    """Whether a column called "type" only says which rows are required."""
    words = [row[column].text.strip("`* ").lower() for row in block.rows[1:] if column < len(row)]
    return bool(words) and all(word in ("required", "optional", "mandatory", "") for word in words)


def _of_table(block: Block, place: Place) -> tuple[RawField, ...]:
    titles = columns_of(block)
    rows = block.rows[1:]
    if not titles and not block.titled and _is_list_of_names(block):
        titles, rows = ["name", *["description"] * (len(block.rows[0]) - 1)], block.rows
    if not titles:
        return ()
    steps = Steps(place)
    return nested([field for row in rows if (field := _of_row(row, titles, steps)) is not None])


def nested(fields: list[RawField]) -> tuple[RawField, ...]:
    """Rows whose names say that they are inside another (`owner.name`, `items[].id`) below that one."""
    roots: list[RawField] = []
    names = {re.sub(r"\[\d*\]", "", field.name) for field in fields}
    inside: dict[str, list[RawField]] = {}
    for field in fields:
        parent, dot, last = re.sub(r"\[\d*\]", "", field.name).rpartition(".")
        if dot and parent in names and last:
            inside.setdefault(parent, []).append(field)
        else:
            roots.append(field)
    return tuple(_with_children(field, inside, field.name) for field in roots) if inside else tuple(fields)


def _with_children(field: RawField, inside: dict[str, list[RawField]], shown: str) -> RawField:
    own = re.sub(r"\[\d*\]", "", field.name)
    below = tuple(_with_children(one, inside, one.name.rpartition(".")[2]) for one in inside.get(own, ()))
    return replace(field, name=shown, children=(*field.children, *below))


def _is_list_of_names(block: Block) -> bool:
    return len(block.rows[0]) >= 2 and all(
        len(row) >= 2 and _NAME.fullmatch(row[0].lead or row[0].text) and " " not in (row[0].lead or row[0].text)
        for row in block.rows
    )


def _of_row(row: tuple[Item, ...], titles: list[str], steps: Steps) -> RawField | None:
    cells: dict[str, str] = {}
    for title, cell in zip(titles, row, strict=False):
        words = "\n".join(part for part in (cell.text, *(_text(one) for one in cell.blocks)) if part)
        key = title or "description"
        cells[key] = "\n".join(part for part in (cells.get(key, ""), words) if part)
    printed = cells.get("name", "")
    name, required, kind = _name_of(printed)
    if not name or name.lower() in ("none", "n/a"):
        return None
    said = cells.get("required", "").strip(" `*")
    if said:
        required = True if YES.match(said) else False if NO.match(said) else required
    type_words = cells.get("type", "") or kind
    required = _marked(required, type_words)
    type_words = re.sub(
        r"\s*[(\[]?\b(?:required|optional|mandatory)\b[)\]]?,?", "", type_words, flags=re.IGNORECASE
    ).strip(" ,;`")
    description = cells.get("description", "")
    required = _marked_in_brackets(required, description)
    required = _marked(
        required,
        description[:60] if re.match(r"\W*(?:required|optional|mandatory)", description, re.IGNORECASE) else "",
    )
    default = _value(cells.get("default", ""))
    allowed = tuple(
        one.strip(" `\"'*") for one in re.split(r"[,|\n;]| or ", cells.get("values", "")) if one.strip(" `\"'*")
    )
    location = cells.get("location", "").lower()
    return RawField(
        name=name,
        place=steps.to(name),
        type=type_words,
        required=required,
        description=description,
        default=default,
        allowed=allowed if len(allowed) > 1 else (),
        example=_value(cells.get("example", "")),
        constraints=(("in", location),) if location else (),
    )


def _value(text: str) -> str | None:
    words = text.strip().strip("`").strip()
    return None if words.lower() in ("", "-", "–", "—", "none", "n/a", "no", "нет", "无", "/") else words


def _name_of(printed: str) -> tuple[str, bool | None, str]:
    """The name in a cell of names, whether a mark beside it says that it is required, and a type beside it."""
    text = printed.replace("\n", " ").strip()
    required = True if re.search(r"(?<!\*)\*(?!\*)\s*$|^\*(?!\*)", text) else None
    required = _marked(required, text)
    found = re.match(r"[\s*]*`([^`]+)`", text) or _NAME.match(text.lstrip("* "))
    if found is None:
        return "", required, ""
    name = found[1].strip().split("=")[0].strip(" \"'")
    rest = text[found.end() :].strip(" `*,:()[]")
    kind = rest if TYPE_WORD.match(rest) else ""
    if " " in name and not text.startswith("`"):
        return "", required, ""
    return name.rstrip(":"), required, kind


def _marked_in_brackets(known: bool | None, text: str) -> bool | None:
    """A mark in brackets counts wherever it stands: "the command to run (required)"."""
    found = _IN_BRACKETS.search(text) if known is None else None
    return known if found is None else _marked(None, found[0])


_IN_BRACKETS: Final = re.compile(
    r"[(\[][^()\[\]]{0,30}?\b(required|mandatory|optional|обязательн\w+|необязательн\w+|erforderlich|obligatori[oa]|opcional"
    r"|obligatoire|facultatif)\b[^()\[\]]{0,30}[)\]]",
    re.IGNORECASE,
)


def _marked(known: bool | None, text: str) -> bool | None:
    if known is not None:
        return known
    if OPTIONAL_WORD.search(text):
        return False
    return True if REQUIRED_WORD.search(text) else None


def _of_list(items: tuple[Item, ...], place: Place) -> tuple[RawField, ...]:
    steps = Steps(place)
    made = [_of_bullet(item, steps) for item in items]
    found = [one for one in made if one is not None]
    return tuple(found) if found and 2 * len(found) > len(items) else ()


def _with_default(bracket: str) -> tuple[str, str | None]:
    """`string: "x"` in brackets is a type with its default, `string: <required>` one that has to be given."""
    kind, colon, value = bracket.partition(":")
    if not colon or not TYPE_WORD.match(kind.strip("` ")):
        return bracket, None
    words = value.strip(" `")
    if re.fullmatch(r"<[\w ]+>|required|optional", words):
        return f"{kind}, {words.strip('<>')}", None
    return kind, _value(words.strip("\"'"))


def _of_bullet(item: Item, steps: Steps) -> RawField | None:
    text = item.text.strip()
    found = _BULLET.match(text)
    if found is None or not (item.lead or found["sep"] or found["bracket"] or len(text.split()) == 1):
        return None
    name = found["name"].strip("`*\"'").strip().rstrip(":")
    value = ""
    if "=" in name:
        name, _, value = name.partition("=")
    if not re.fullmatch(r"[A-Za-z_$@][\w.$@\[\]{}:-]*|[^\W\d][\w.-]*", name) or (
        not item.lead and name[0].isupper() and name.lower() in _PROSE
    ):
        return None
    bracket = (found["bracket"] or "").strip("()[]")
    rest = (found["rest"] or "").strip()
    bracket, default = _with_default(bracket)
    parts = [part.strip(" `*") for part in re.split(r"[,;|]", bracket)] if bracket else []
    kind = next((part for part in parts if TYPE_WORD.match(part)), "")
    if not kind and (inner := re.match(r"^[(\[]([^()\[\]]{1,60})[)\]]\s*[:–—-]?\s*(.*)$", rest, re.DOTALL)):
        told = [part.strip(" `*") for part in re.split(r"[,;|]", inner[1])]
        kind = next((part for part in told if TYPE_WORD.match(part)), "")
        if kind or _marked(None, inner[1]) is not None:
            parts, rest = told, inner[2]
    if (
        not kind
        and (first := re.match(r"^`?([A-Za-z\[\]]+)`?\s*(?:[-–—:,.]|$)", rest))
        and TYPE_WORD.fullmatch(first[1])
    ):
        kind = first[1]
    required = _marked(None, " ".join(parts)) if parts else None
    required = _marked_in_brackets(_marked(required, " ".join(rest.split()[:4])), rest)
    if found["more"].strip():
        required = True
    children: tuple[RawField, ...] = ()
    at = steps.to(name)
    for block in item.blocks:
        if block.kind in ("list", "table", "definitions") and not children:
            children = fields_of(block, at)
    words = "\n".join([rest or bracket, *(_text(block) for block in item.blocks if not children)]).strip()
    return RawField(
        name=name,
        place=at,
        type=kind,
        required=required,
        description=words,
        default=default,
        example=value.strip("<>`") if value and "<" not in value else None,
        children=children,
    )


_PROSE: Final = frozenset(
    {
        "note",
        "notes",
        "example",
        "examples",
        "warning",
        "see",
        "returns",
        "return",
        "response",
        "request",
        "method",
        "url",
        "endpoint",
        "tip",
        "important",
        "the",
        "if",
        "this",
    }
)


def _of_definitions(block: Block, place: Place) -> tuple[RawField, ...]:
    steps = Steps(place)
    found: list[RawField] = []
    terms = 0
    for index, (item, kind) in enumerate(zip(block.items, block.rows, strict=True)):
        if kind[0].text != "dt":
            continue
        terms += 1
        behind: list[Item] = []
        for later, other in zip(block.items[index + 1 :], block.rows[index + 1 :], strict=True):
            if other[0].text == "dt":
                break
            behind.append(later)
        name, required, type_words = _name_of(item.text)
        if not name or " " in name:
            continue
        words = "\n".join(
            part for one in behind for part in (one.text, *(_text(inner) for inner in one.blocks)) if part
        )
        at = steps.to(name)
        children = next(
            (
                fields
                for one in behind
                for inner in one.blocks
                if inner.kind != "code" and (fields := fields_of(inner, at))
            ),
            (),
        )
        first = re.match(r"^[`*]*([A-Za-z \[\]]+?)[`*]*(?:[,.;:\n]|$)", words)
        if not type_words and first and TYPE_WORD.fullmatch(first[1]):
            type_words = first[1]
        if not type_words and (
            told := re.match(r"^[`*]*(string|number|integer|int|boolean|bool|object|array|list|float)[`*]*,", words)
        ):
            type_words = told[1]
        found.append(
            RawField(
                name=name,
                place=at,
                type=type_words,
                required=_marked(required, " ".join(words.split()[:5])),
                description=words,
                children=children,
            )
        )
    return tuple(found) if 2 * len(found) > terms else ()


def _text(block: Block) -> str:
    if block.kind == "list":
        return "\n".join(f"- {item.text}" for item in block.items)
    if block.kind in ("text", "heading"):
        return block.text
    return f"`{block.text}`" if block.kind == "code" and "\n" not in block.text and "`" not in block.text else ""
