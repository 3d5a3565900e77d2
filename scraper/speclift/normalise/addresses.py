"""Addresses as pages print them: `/users/:id`, `/users/{{$user_id}}?fields=:fields`, `https://host/v1/files/<name>`.

Enters: what stands beside the method. Leaves: `Address`: the server's part, the path as OpenAPI writes it
(`/users/{id}`), the names in the path and the query that was printed with it. Every way to mark a parameter is one
line in `_MARKS`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speclift.model.rules import Rule, articles

_OPEN: Final = "\ue000"
_CLOSE: Final = "\ue001"
"""Stand for the braces of a parameter while the rest of a path is tidied (private use, taken out of the input)."""


class Address(Struct, frozen=True):
    """An address, taken apart.

    `query` holds (name, value as printed); `faults` are the rules of what is written wrongly; `rules` are what stands
    with a name and says which values it takes: a regular expression or a word for a type.
    """

    path: str
    names: tuple[str, ...] = ()
    server: str = ""
    query: tuple[tuple[str, str], ...] = ()
    faults: tuple[Rule, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()


_NAME = r"[\w$@][\w.$@ -]{0,60}?"
_REGEX = r"(?:[^{}/]|\{[\d,]*\})*"
_IN_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
_MARKS: Final = re.compile(
    rf"\{{\{{\s*\$?(?P<double>{_NAME})\s*\}}\}}"  # {{$user_id}}, {{id}}
    rf"|\{{\{{\s*\$?(?P<lost>{_NAME})\s*\}}(?!\}})"  # {{$user_id}}: a brace is lost
    # {id}, {id:int}, {id:[a-z]{3}}, {id?}, {+path}
    rf"|\{{\s*[+./;?#&:]?\$?(?P<brace>{_NAME})(?::(?P<brace_rule>{_REGEX})|={_REGEX}|\*|\?)?\s*\}}"
    rf"|\$\{{\s*(?P<dollar>{_NAME})\s*\}}"  # ${id}
    rf"|<\s*:?(?:(?P<angle_rule>\w+(?:\([^()]*\))?):)?(?P<angle>{_NAME})\s*>"  # <id>, <int:id>, <:id>
    rf"|&lt;\s*:?(?P<entity>{_NAME})\s*&gt;"
    rf"|\[\s*:(?P<optional>\w+)\s*\]"  # [:id]
    rf"|(?<=/)\[(?P<square>[A-Za-z_]\w*)\](?=/|\Z)"  # /[id]
    rf"|(?<=/):(?P<colon>[A-Za-z_]\w*)(?P<colon_rule>{_IN_BRACKETS})?[?*+]?"  # :id, :id?, :id(\d+)
    rf"|(?<=/)(?P<typed>[A-Za-z_]\w*):(?P<typed_rule>[\[(\\][^/]*)"  # id:[0-9]+
    rf"|(?<=[\w.,-]):(?P<inside>[A-Za-z_]\w*)"  # from-:id
    rf"|(?<=/)\$(?P<bare>[A-Za-z_]\w*)"  # $id
)
_SERVER: Final = re.compile(
    r"(?P<scheme>https?|wss?)://(?P<host>(?:\{\{?[^{}]*\}?\}|<[^<>]*>|[^/?#\s])+)", re.IGNORECASE
)
_VARIABLE_SERVER: Final = re.compile(
    r"(?:\{\{\s*\$?[\w-]*(?:url|host|server|domain|base)[\w-]*\s*\}\}|\{\$?(?:base_?url|host|server|domain)\})(?=/)",
    re.I,
)
_HOST: Final = re.compile(
    r"(?=[\w.-]*[a-z])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?::\d+)?(?=/)|localhost(?::\d+)?(?=/)", re.IGNORECASE
)
_METHOD: Final = re.compile(r"\A(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?=[/h{:])")
_NOT_UNDERSTOOD: Final = re.compile(r"[:<\[+*]")
"""What marks a variable or a pattern, where it still stands in a path that has been read."""
_QUERY_TEMPLATE: Final = re.compile(r"\{[?&]([\w,*. -]+)\}")


_VERSIONED: Final = re.compile(r"\s*((?:/[A-Za-z][\w-]*){0,3}/v\d[\d.]*)(?=/)")


def read_address(printed: str) -> Address:
    """Take an address apart. Never raises; white space around it is ignored."""
    match = _VERSIONED.match(printed)
    if match is None:
        return _read(printed)
    rest = _read(printed[match.end() :])  # what follows is the same in every version
    return Address(match[1] + rest.path, rest.names, "", rest.query, rest.faults, rest.rules)


@lru_cache(maxsize=8192)
def _read(printed: str) -> Address:
    text = _METHOD.sub("", " ".join(printed.replace(_OPEN, "").replace(_CLOSE, "").split()))
    query: list[tuple[str, str]] = []
    for template in _QUERY_TEMPLATE.findall(text):
        query.extend((name.strip(" *"), "") for name in template.split(","))
    text = _QUERY_TEMPLATE.sub("", text)
    text, _, _fragment = text.partition("#") if "#" in text and "{#" not in text else (text, "", "")
    text, server = _cut_server(text)
    path, asked, tail = _cut_query(text)
    if asked:
        query.extend(_pairs(tail))
    names: list[str] = []
    faults: list[Rule] = []

    rules: list[tuple[str, str]] = []

    def mark(match: re.Match[str]) -> str:
        groups = match.groupdict()
        name = _clean(next(words for kind, words in groups.items() if words and not kind.endswith("_rule")))
        if match["lost"] is not None:
            faults.append(articles.PATH_BRACE_LOST)
        while name in names:
            name += "_"
        names.append(name)
        if rule := next((words for kind, words in groups.items() if words and kind.endswith("_rule")), ""):
            rules.append((name, rule[1:-1] if match["colon_rule"] else rule))
        return _OPEN + name + _CLOSE

    path = _MARKS.sub(mark, path if path.startswith("/") else "/" + path)
    path, leftover = _without_stray_marks(path)
    if leftover:
        faults.append(articles.PATH_STRAY_CHARACTER)
    if _NOT_UNDERSTOOD.search(re.sub(r"\{[^{}]*\}", "", path)):
        faults.append(articles.PATH_VARIABLE_NOT_UNDERSTOOD)
    return Address(path, tuple(names), server, tuple(dict.fromkeys(query)), tuple(dict.fromkeys(faults)), tuple(rules))


def _cut_server(text: str) -> tuple[str, str]:
    match = _SERVER.match(text)
    if match is not None:
        host = re.sub(r"\{\{\s*\$?([\w-]+)\s*\}\}", r"{\1}", match["host"])
        host = re.sub(r"<([\w -]+)>", lambda found: "{" + _clean(found[1]) + "}", host)
        return text[match.end() :], f"{match['scheme'].lower()}://{host}"
    match = _VARIABLE_SERVER.match(text)
    if match is not None:
        return text[match.end() :], ""
    match = _HOST.match(text)
    return (text[match.end() :], f"https://{match[0]}") if match is not None else (text, "")


def _cut_query(text: str) -> tuple[str, bool, str]:
    """The path, whether a query follows, and the query. A `?` that makes a parameter optional (`:id?`) is no query."""
    for match in re.finditer(r"\?", text):
        after = text[match.end() : match.end() + 1]
        before = text[: match.start()]
        if after in {"", "/", "}", "]"} and re.search(r"[:{]\w+(?:\(.*\))?\Z|\([^()]*\Z", before):
            continue
        return before.rstrip("["), True, text[match.end() :].rstrip("]")
    return text, False, ""


def _pairs(query: str) -> list[tuple[str, str]]:
    pairs = []
    for part in re.split(r"[&;]+", query.replace("[", "[").replace("&amp;", "&")):
        name, _, value = part.partition("=")
        name = name.strip().strip("{}<>:$ ")
        if re.fullmatch(r"[\w.$-]+(?:\[[\w.]*\])*", name):
            pairs.append((name, value.strip()))
    return pairs


def _clean(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name.strip().strip("$@")).strip(".-") or "value"


def _without_stray_marks(path: str) -> tuple[str, bool]:
    """The path without what may not stand in one; whether there was anything but white space and optional brackets."""
    parts = re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", path)
    stray = False
    for index in range(0, len(parts), 2):
        tidy = re.sub(r"[\[\]()]", "", parts[index]).strip()
        tidy = re.sub(r"\s.*", "", tidy, flags=re.DOTALL) if index == len(parts) - 1 else re.sub(r"\s", "", tidy)
        cleaned = re.sub(r"[\s{}<>?#\"'\\^`|]", "", tidy)
        stray = stray or cleaned != tidy
        parts[index] = cleaned
    joined = re.sub(r"/{2,}", "/", "".join(parts))
    return joined.replace(_OPEN, "{").replace(_CLOSE, "}"), stray


@lru_cache(maxsize=8192)
def segments(path: str) -> tuple[str, ...]:
    """The segments of a path, with every parameter as `{}`."""
    return tuple(re.sub(r"\{[^{}]*\}", "{}", segment) for segment in path.strip("/").split("/"))
