"""Rows in tables, bullets and definitions: names with what is said of them.

Enters: a block. Leaves: `RawField`s. The columns are told by their titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place, RawField
from speclift.readers.handwritten.announcements import DEMAND
from speclift.readers.handwritten.cells import TYPE_FIRST, example_in, marked_in_brackets, told_inside, value_in
from speclift.readers.handwritten.columns import NAME, columns_of, is_list_of_names
from speclift.readers.handwritten.marks import NO, TYPE, TYPE_WORD, YES, marked
from speclift.readers.kit.rows import Steps

if TYPE_CHECKING:
    from speclift.readers.handwritten.blocks import Block, Item

_BULLET: Final = re.compile(
    r"^\s*(?P<name>`[^`]+`|\*\*[^*]+\*\*|\"[\w.-]+\"|'[\w.-]+'|[A-Za-z_$][\w.$\[\]-]*)(?P<more>(?:\s*\*\s*)?)\s*"
    r"`?(?P<bracket>[(\[][^()\[\]]{1,80}[)\]])?`?\s*(?:(?P<sep>[:=–—]|\s-|-\s|\.\.\.)\s*(?P<rest>.*))?$",
    re.DOTALL,
)


def fields_of(block: Block, place: Place) -> tuple[RawField, ...]:
    """The rows of a block; nothing when it holds none."""
    if block.kind == "table":
        return _of_table(block, place)
    if block.kind == "list":
        return _of_list(block.items, place)
    if block.kind == "definitions":
        return _of_definitions(block, place)
    return ()


def _of_table(block: Block, place: Place) -> tuple[RawField, ...]:
    titles = columns_of(block)
    rows = block.rows[1:]
    if not titles and not block.titled and is_list_of_names(block):
        titles, rows = ["name", *["description"] * (len(block.rows[0]) - 1)], block.rows
    if not titles:
        return ()
    steps = Steps(place)
    rows = tuple(one for row in rows for one in _each_name(row, titles.index("name")))
    return nested([field for row in rows if (field := _of_row(row, titles, steps)) is not None])


_SEVERAL_NAMES: Final = re.compile(r"`[\w.-]+`(?:\s*(?:,|/|and|or)\s*`[\w.-]+`)+")


def _each_name(row: tuple[Item, ...], at: int) -> list[tuple[Item, ...]]:
    """A row for each of its names: "`lat`, `lon`"."""
    if at >= len(row) or not _SEVERAL_NAMES.fullmatch(row[at].text.strip()):
        return [row]
    names = re.findall(r"`([^`]+)`", row[at].text)
    return [(*row[:at], replace(row[at], text=f"`{name}`", lead=name), *row[at + 1 :]) for name in names]


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


def with_parents(fields: tuple[RawField, ...]) -> tuple[RawField, ...]:
    """Rows of a body; for names such as `owner.name` and `items[].id` without a row `owner` or `items`, one is made."""
    known = {field.name.replace("[]", "") for field in fields}
    made: dict[str, RawField] = {}
    for field in fields:
        parent, dot, last = field.name.rpartition(".")
        outer = parent.split(".")[0].removesuffix("[]")
        if not dot or not last or not parent or outer in known or not re.fullmatch(r"[\w$.\[\]-]+", field.name):
            made[field.name] = field
            continue
        many = parent.split(".")[0].endswith("[]")
        at = Place(field.place.page, field.place.anchor, "", f"{field.place.path}/..")
        holder = made.get(outer) or RawField(outer, at, "array" if many else "object", required=False)
        rest = replace(field, name=field.name.split(".", 1)[1])
        made[outer] = replace(holder, children=(*holder.children, rest))
    return tuple(
        replace(one, children=with_parents(one.children)) if one.name not in {f.name for f in fields} else one
        for one in made.values()
    )


def without_prefix(fields: tuple[RawField, ...], parent: str) -> tuple[RawField, ...]:
    """Rows below another, without that one's name before theirs."""
    before = re.compile(rf"^{re.escape(parent.removesuffix('[]'))}(?:\[\d*\])?\.")
    return tuple(replace(field, name=before.sub("", field.name)) for field in fields)


def _with_children(field: RawField, inside: dict[str, list[RawField]], shown: str) -> RawField:
    own = re.sub(r"\[\d*\]", "", field.name)
    below = tuple(_with_children(one, inside, one.name.rpartition(".")[2]) for one in inside.get(own, ()))
    return replace(field, name=shown, children=(*field.children, *below))


def _is_value(word: str) -> bool:
    """Whether a word in a cell of types is a value: `EUR | USD`."""
    return re.fullmatch(r"[A-Za-z0-9][\w.-]*", word) is not None and TYPE_WORD.match(word) is None


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
        plain = re.sub(r"^[^\w\s]+\s+(?=\w)", "", said)  # "✅ Yes"
        required = True if YES.match(plain) else False if NO.match(plain) else marked(required, said)
    if optional := cells.get("optional", "").strip(" `*"):
        required = marked(required, optional)
        required = (
            required if required is not None else False if YES.match(optional) else True if NO.match(optional) else None
        )
    type_words = cells.get("type", "") or kind
    required = marked(required, type_words)
    type_words = re.sub(
        r"\s*[(\[]?\b(?:required|optional|mandatory)\b[)\]]?,?|^nested (?=object)", "", type_words, flags=re.IGNORECASE
    ).strip(" ,;`")
    description = cells.get("description", "")
    listed = re.match(r"(?:enum|one of)\b[:\s(]*(.+?)\)?$", type_words, re.IGNORECASE | re.DOTALL)
    if listed is not None and not cells.get("values"):
        type_words, cells["values"] = "", listed[1]
    parts = [part.strip(" `\"'*") for part in type_words.split("|")]
    if len(parts) > 1 and not cells.get("values") and all(_is_value(part) for part in parts):
        type_words, cells["values"] = "", type_words
    if not type_words and (first := TYPE_FIRST.match(description)) is not None:
        type_words = first[1] or first[2]
    required = marked_in_brackets(required, description)
    for line in description.split("\n"):
        if re.match(r"\W*(?:required|optional|mandatory)\b", line, re.IGNORECASE):
            required = marked(required, line[:60])
    default = value_in(cells.get("default", ""))
    if default is not None and "`" in default:  # "`0.1` or `--cpus`" is no value
        default, description = None, "\n".join(part for part in (description, f"Default: {cells['default']}") if part)
    if default is None and (stated := re.search(r"\bdefault\s*[=:]\s*`?([^\s`,;)]+)", said)):
        default = stated[1]
    allowed = tuple(
        one.strip(" `\"'*") for one in re.split(r"[,|\n;]| or ", cells.get("values", "")) if one.strip(" `\"'*")
    )
    location = cells.get("location", "").lower()
    place = steps.to(name)
    return RawField(
        name=name,
        place=place,
        type=type_words,
        required=required,
        description=description,
        default=default,
        allowed=allowed if len(allowed) > 1 else (),
        example=example_in(cells.get("example", ""), name),
        children=told_inside(description, place),
        constraints=(("in", location),) if location else (),
    )


def _name_of(printed: str) -> tuple[str, bool | None, str]:
    """The name in a cell of names, whether a mark beside it says that it is required, and a type beside it."""
    text = printed.replace("\n", " ").strip()
    required = True if re.search(r"(?<!\*)\*(?!\*)\s*$|^\*(?!\*)", text) else None
    required = marked(required, text)
    found = re.match(r"[\s*]*`([^`]+)`", text) or NAME.match(text.lstrip("* "))
    if found is None:
        return "", required, ""
    name = found[1].strip().split("=")[0].strip(" \"'")
    if ">" in name and "<" not in name:
        name = re.sub(r"/?\w*>$", "", name)  # the rest of a broken tag
    rest = text[found.end() :].strip(" `*,:()[]")
    kind = next((part.strip(" `*") for part in re.split(r"[,;]", rest) if TYPE_WORD.match(part.strip(" `*"))), "")
    if " " in name and not text.startswith("`"):
        return "", required, ""
    return name.rstrip(":"), required, kind


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
    return kind, value_in(words.strip("\"'"))


def _default_in(parts: list[str]) -> str | None:
    """The default among the words in brackets: `boolean, default false`."""
    found = next((one[1] for part in parts if (one := re.match(r"default:?\s+(.+)", part)) is not None), None)
    return None if found is None or " " in found.strip() else value_in(found)


_BRACKET_THEN_WORDS: Final = re.compile(
    r"^(`[^`]+`|\*\*[^*]+\*\*)\s*[(\[]([^()\[\]]{1,60})[)\]]\s+([^\s:=–—-].*)$", re.DOTALL
)
_BEHIND_NAME: Final = re.compile(r"^(?P<name>`[^`]+`|\*\*[^*]+\*\*)\s+(?P<told>[^:–—(\[-].*)$", re.DOTALL)


def _separated(item: Item) -> str:
    """The words of a bullet; where a type or a mark follows the name right away, with both in brackets."""
    text = item.text.strip()
    foreign = re.match(r"^([A-Za-z_][\w.\[\]-]*)\s+([^\x00-\x7f].*)$", text, re.DOTALL)
    if foreign is not None and not item.lead:
        return f"{foreign[1]}: {foreign[2]}"  # `name 名称`
    bracketed = _BRACKET_THEN_WORDS.match(text) if item.lead else None
    if bracketed is not None and (TYPE_WORD.match(bracketed[2]) or marked(None, bracketed[2]) is not None):
        return f"{bracketed[1]} ({bracketed[2]}): {bracketed[3]}"
    found = _BEHIND_NAME.match(text) if item.lead else None
    if found is None:
        return text
    told: list[str] = []
    rest = found["told"].replace("**", "")
    while (mark := _MARK.match(rest)) is not None:
        told.append(mark[1].strip("`"))
        rest = rest[mark.end() :]
    return f"{found['name']} ({', '.join(told)}): {rest}" if told else text


_MARK: Final = re.compile(rf"[\s,.;]*(`?{TYPE}`?(?=[\s,.;]|$)|required|optional|mandatory)[\s,.;]*", re.IGNORECASE)


def _tells_type(words: str) -> bool:
    return any(TYPE_WORD.match(part.strip(" `")) for part in re.split(r"[,;|]", words))


def _of_bullet(item: Item, steps: Steps) -> RawField | None:
    text = _separated(item)
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
    sample = re.match(r"^(\S+) \(([^()]{1,60})\)\s*[–—-]?\s*(.*)$", rest, re.DOTALL)
    if not bracket and found["sep"] == ":" and sample is not None and DEMAND.match(sample[1]):
        bracket, rest = f"{sample[1]}, {sample[2]}", sample[3]  # `id`: required (number) - words
    elif not bracket and found["sep"] == ":" and sample is not None and _tells_type(sample[2]):
        value, bracket, rest = sample[1], sample[2], sample[3]  # `id: 1 (number, required) - words`
    bracket, default = _with_default(bracket)
    parts = [part.strip(" `*") for part in re.split(r"[,;|]", bracket)] if bracket else []
    kind = next((part for part in parts if TYPE_WORD.match(part)), "")
    default = default if default is not None else _default_in(parts)
    if not kind and (inner := re.match(r"^[(\[]([^()\[\]]{1,60})[)\]]\s*[:–—-]?\s*(.*)$", rest, re.DOTALL)):
        told = [part.strip(" `*") for part in re.split(r"[,;|]|\s-\s", inner[1])]
        default = default if default is not None else _default_in(told)
        kind = next((part for part in told if TYPE_WORD.match(part)), "")
        if kind or marked(None, inner[1]) is not None:
            parts, rest = told, inner[2]
    if (
        not kind
        and (first := re.match(r"^`?([A-Za-z\[\]]+)`?\s*(?:[-–—:,.]|$)", rest))
        and TYPE_WORD.fullmatch(first[1])
    ):
        kind = first[1]
    required = marked(None, " ".join(parts)) if parts else None
    required = marked_in_brackets(marked(required, " ".join(rest.split()[:4])), rest)
    if found["more"].strip():
        required = True
    children: tuple[RawField, ...] = ()
    at = steps.to(name)
    for block in item.blocks:
        if block.kind in ("list", "table", "definitions") and not children:
            children = without_prefix(fields_of(block, at), name)
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
    """note notes example examples warning see returns return response request method url endpoint tip important the if
    this""".split()  # noqa: SIM905 - twenty names read better as words
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
                required=marked_in_brackets(marked(required, " ".join(words.split()[:5])), words),
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
