"""Pages made strange: cut, spliced, doubled, with odd values where a page has words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

DIGITS = "9" * 5000
ODD: tuple[str, ...] = (
    *(DIGITS, f"-{DIGITS}", f"0.{DIGITS}", f"1e{DIGITS}", "1e999", "-1e999", f"[{DIGITS}]", f'{{"a": {DIGITS}}}'),
    *(f"1-{DIGITS}", f"{DIGITS}..{DIGITS}", f"Default: {DIGITS}", f"default value is {DIGITS}", f"one of {DIGITS}, 1"),
    *(f"min: {DIGITS}, max: {DIGITS}", f"integer({DIGITS})", f"string[{DIGITS}]", f"at most {DIGITS} characters"),
    *(f"HTTP {DIGITS}", f"/v{DIGITS}/a", f"v{DIGITS}.{DIGITS}", f"GET /a/{DIGITS}", f"HTTP/1.1 {DIGITS} OK\n\n{{}}"),
    *("NaN", "Infinity", "null", "true", "[]", "{}", '""', '{"": null}', '{"a": [1, "b", null, {"c": 1.5e300}]}'),
    *("\ud800", '"\\ud800"', '{"\\ud800": "\\udfff"}', "&#xD800;", "&#0;", "&#1114112;", f"&#{DIGITS};", "\0"),
    *("\u202e\u2066x\u2069", "\u200b\ufeff", "\x85\u2028\u2029", "\x1b[31m", "{{x}}{%x%}", "'''\"\"\"", "\\N{DASH}"),
    *("1_000", "٣٤٥", "²", "½", "०१", "1,000,000", f"0x{'f' * 5000}", "1" * 4301, "2024-99-99", f"{DIGITS}-01-01"),
    *(
        "[1",
        "{",
        "}",
        '"\\u',
        '["a",]',
        "!!python/object:os.system",
        "&a [*a]",
        "<<: *a",
        "%YAML 1.2",
        "- - -",
        "a: b: c",
    ),
    *('"' * 1000, "'" * 1000, "`" * 1000, "{" * 500, "[" * 3000, "(" * 3000, "<" * 300, "|" * 500, "_" * 3000),
    *("http://[::1", "//:99999", f"http://a:{DIGITS}/", "../../x", "/etc/passwd", "..", "/", "a..b", "$", "*"),
    *("a.b[].c[].d", "a[0][1][]", "$ref", "allOf", '{"$ref": "#"}', f"application/json; charset={'x' * 500}"),
    *("array of " * 200 + "int", "map<string," * 300 + "x" + ">" * 300, "list[" * 600 + "]" * 600),
    *('<meta charset="base64">', '<meta charset="idna">', '<meta charset="rot13">', '<meta charset="undefined">'),
    *("<div>" * 300, "<ul><li>" * 200, "<table><tr><td>" * 100, "<b " + " ".join(f"a{n}" for n in range(2000)) + ">"),
    *("<script>", "<!--", "</html>", "<template>", "<plaintext>", "<svg><![CDATA[", "<td rowspan=99>x", "<p" * 50),
)
"""What stands where a page has a word."""

_TEXT = re.compile(rb">([^<>]{1,400})<")
_QUOTED = re.compile(rb'"([^"<>\n]{0,200})"')
_LINE = re.compile(rb": ([^\n\"{]{1,80})\n")


def _place(page: bytes, chance: random.Random) -> tuple[int, int]:
    found: list[re.Match[bytes]] = []
    for pattern in chance.sample([_TEXT, _TEXT, _QUOTED, _LINE], 4):
        found = found or list(pattern.finditer(page))
    return chance.choice(found).span(1) if found else (len(page) // 2, len(page) // 2)


def odd(page: bytes, chance: random.Random) -> bytes:
    start, end = _place(page, chance)
    value = chance.choice(ODD).encode("utf-8", "surrogatepass")
    return page[:start] + chance.choice([b"", page[start:end] + b" "]) + value + page[end:]


def cut(page: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(page) + 1), 2))
    return chance.choice([page[:start], page[:start] + page[end:], page[end:]])


def doubled(page: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.sample(range(len(page) + 1), 2))
    return page[:end] + page[start : min(end, start + 3000)] * chance.randint(1, 30) + page[end:]


def flipped(page: bytes, chance: random.Random) -> bytes:
    changed = bytearray(page)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def moved(page: bytes, chance: random.Random) -> bytes:
    first, second = _place(page, chance), _place(page, chance)
    return page[: first[0]] + page[second[0] : second[1]] + page[first[1] :]


def encoded(page: bytes, chance: random.Random) -> bytes:
    name = chance.choice(["utf-16", "utf-32", "latin-1", "cp1251", "utf-8-sig", "shift_jis", "utf-7"])
    return page.decode("utf-8", "replace").encode(name, "replace")


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    odd,
    odd,
    odd,
    odd,
    cut,
    doubled,
    flipped,
    moved,
    encoded,
)


def mutated(page: bytes, chance: random.Random) -> bytes:
    """The page after a few mutations."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        page = chance.choice(MUTATIONS)(page, chance) or b"<"
    return page
