"""Packages against the rows of the recorded pages, read without our readers and without our documents.

A document that is wrong makes a package, a mock and contract tests that agree with one another; here nothing is asked
but the page. What differs is a correction or a finding, and stands in waivers.yaml with it.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from package_calls import Call, awaited_calls, calls, marker
from page_rows import Article, Row, Version, allowed, enumerated, small_page, trueconf_articles, trueconf_version
from page_rows import page as page_of
from waivers import waived

GENERATED = Path(__file__).parents[2] / "generated"
SPEC = Path(__file__).parents[2] / "spec"
VERSIONS = sorted({article.version for article in trueconf_articles()})
SILENT = {"on_drift": lambda _: None, "max_retries": 0}


def module_of(distribution: str) -> ModuleType:
    folder = str(GENERATED / distribution / "src")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(distribution.replace("-", "_"))


def trueconf_package(version: str) -> ModuleType:
    return module_of("trueconf-server-v" + version.removesuffix(".0").removesuffix(".0").replace(".", "-"))


def document_of(version: str) -> Path:
    """Where the version's waivers look for their findings."""
    return SPEC / "trueconf-server" / f"v{version.removesuffix('.0').removesuffix('.0')}.yaml"


def answer(article: Article, page: Version) -> Any:
    """An answer as the rows of the success table have it: each name with the plainest value of its type."""
    plain = {"Integer": 1, "Boolean": True, "bool": True, "boolean": True, "Object": {}, "String[]": [], "Array": []}
    return {
        row.name: [{}] if row.type == "Object[]" else plain.get(row.type, {} if page.named(row) else "x")
        for row in article.table("success")
        if row.name
    }


def answered_by(page: Version) -> Callable[[str, str], Any]:
    """The answer to a method and a path, by the rows of its article."""

    def answered(method: str, path: str) -> Any:
        article = page.operations.get((method, re.sub(r"value-of-\w+", "{}", path)))
        return answer(article, page) if article is not None else {}

    return answered


@cache
def called(version: str) -> tuple[Call, ...]:
    """Every method of a version's package, called once."""
    page, module = trueconf_version(version), trueconf_package(version)

    def client(http: Any) -> Any:
        return module.TrueConfServer("http://here.example", access_token="t", http_client=http, **SILENT)

    with tempfile.TemporaryDirectory() as folder:
        return tuple(calls(module, client, answered_by(page), Path(folder)))


def pairs(version: str) -> Iterator[tuple[Call, Article]]:
    page = trueconf_version(version)
    for call in called(version):
        article = page.operations.get((call.method, re.sub(r"value-of-\w+", "{}", call.path.partition("?")[0])))
        if article is not None:
            yield call, article


def carried(name: str) -> tuple[Any, ...]:
    """What may stand under a name of the wire: the value of the argument of that name.

    A word of Python has an underscore behind it, a field of the body with the name of a path parameter "_body".
    """
    return marker(name), [marker(name)], marker(f"{name}_"), marker(f"{name}_body")


def wire_differences(version: str) -> Iterator[str]:
    page = trueconf_version(version)
    met = {(article.method, article.path) for _, article in pairs(version)}
    for method, path in sorted(set(page.operations) - met):
        yield f"{method} {re.sub(r'^/api/v[0-9.]+', '', path)}: no method of the package sends this"
    if len(called(version)) != len(page.operations):
        yield f"{len(called(version))} methods, {len(page.operations)} articles"
    for call, article in pairs(version):
        query, body = page.sent(article)
        sent = set(call.query) - {"access_token"}
        if sent != query:
            yield f"{call.name}: query: sends {sorted(sent - query)}, lacks {sorted(query - sent)}"
        posted = set(call.body) | set(call.parts)
        if posted != body:
            yield f"{call.name}: body: sends {sorted(posted - body)}, lacks {sorted(body - posted)}"
        for name, value in (*((n, v[0]) for n, v in call.query.items()), *call.body.items()):
            if name != "access_token" and value not in carried(name):
                yield f"{call.name}: {name} carries {value!r}"
        placed = re.findall(r"value-of-(\w+)", call.path.partition("?")[0])
        if len(placed) != len(article.names) or any(a != b for a, b in zip(placed, article.names, strict=True)):
            yield f"{call.name}: path: {placed}, the page has {list(article.names)}"
        if article.method == "GET" and {"page_id", "page_size"} <= query and "Page" not in type(call.result).__name__:
            yield f"{call.name}: page_id and page_size, and no pages"


def result_differences(version: str) -> Iterator[str]:
    page, module = trueconf_version(version), trueconf_package(version)
    for call, article in pairs(version):
        rows = article.table("success")
        kind = type(call.result).__name__
        if len(rows) == 1 and page.named(rows[0]) and rows[0].type == "Object":
            if kind != page.named(rows[0]):
                yield f"{call.name}: answers {kind}, the page has {page.named(rows[0])}"
            continue
        lists = [row for row in rows if row.type == "Object[]" and page.named(row)]
        if len(lists) == 1 and (items := getattr(call.result, "items", call.result)) and isinstance(items, list):
            if type(items[0]).__name__ != page.named(lists[0]):
                yield f"{call.name}: lists {type(items[0]).__name__}, the page has {page.named(lists[0])}"
            continue
        if isinstance(call.result, module.models.User.__mro__[1]):
            lacking = {row.name for row in rows if row.name} - set(type(call.result).__struct_encode_fields__)
            if lacking:
                yield f"{call.name}: {kind} lacks {sorted(lacking)}"


def error_differences(version: str) -> Iterator[str]:
    module = trueconf_package(version)
    errors = importlib.import_module(f"{module.__name__}.errors")
    for call, article in pairs(version):
        words = inspect.getdoc(call.function) or ""
        raises = set(re.findall(r"^    (\w+Error)\b", words.partition("Raises:")[2], re.MULTILINE))
        reasons = {row.name for row in article.table("errors")}
        reasons |= {found for sample in article.samples for found in re.findall(r'"reason": "(\w+)"', sample)}
        for reason in sorted(reasons):
            known = errors.REASONS.get(reason)
            if known is None or known.__name__.lower() != f"{reason}error".lower():
                yield f"{call.name}: reason {reason} is {known and known.__name__}"
            elif known.__name__ not in raises:
                yield f"{call.name}: {known.__name__} is not in the docstring"
        named = {name.lower() for name in raises}
        unknown = named - {f"{reason}error".lower() for reason in reasons}
        if unknown:
            yield f"{call.name}: raises {sorted(unknown)}, which the page does not say"
        scopes = set(re.findall(r"[\w.]+(?::\w+)?", re.sub(r"\bor\b|\band\b", " ", article.permission)))
        shown = re.search(r"^Scopes: (.*?)\.?$", words, re.MULTILINE)
        said = (
            set(re.findall(r"[\w.]+(?::\w+)?", re.sub(r"\bor\b|\band\b", " ", shown[1].rstrip("."))))
            if shown
            else set()
        )
        if scopes - {"any", "access_token"} != said:
            yield f"{call.name}: scopes {sorted(said)}, the page has {sorted(scopes)}"


def object_differences(version: str) -> Iterator[str]:
    page, module = trueconf_version(version), trueconf_package(version)
    for name, article in page.objects.items():
        if name == "ErrorDetail":
            continue  # what an error says is on the exception
        model = getattr(module.models, name, None)
        if model is None:
            yield f"{name}: there is no such model"
            continue
        if not hasattr(model, "__struct_encode_fields__"):
            continue  # alternatives: a union of models
        rows, besides = page.fields(name)
        fields = set(model.__struct_encode_fields__)
        if fields - rows - besides:
            yield f"{name}: has {sorted(fields - rows - besides)}, which the page does not have"
        if rows - fields:
            yield f"{name}: lacks {sorted(rows - fields)}"
        annotations = {
            field: found for base in reversed(model.__mro__) for field, found in inspect.get_annotations(base).items()
        }
        python = dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))
        for row in article.table("structure"):
            if row.name in fields:
                found = annotations[python[row.name]]
                # Written as in the module, whether it was evaluated or not.
                written = (
                    found if isinstance(found, str) else re.sub(r"\b(\w+\.)+", "", inspect.formatannotation(found))
                )
                yield from (f"{name}.{row.name}: {words}" for words in type_differences(row, written, article, module))


_WORDS = {
    "String": r"\bstr\b|datetime",
    "Integer": r"\bint\b|\bfloat\b|bool|Literal\[",
    "Boolean": r"bool|Literal\[0, 1\]",
    "bool": r"bool|Literal\[0, 1\]",
    "boolean": r"bool|Literal\[0, 1\]",
    "Object[]": r"list\[",
    "String[]": r"list\[",
    "Array": r"list\[",
}


def type_differences(row: Row, written: str, article: Article, module: ModuleType) -> Iterator[str]:
    """What differs between the type word of a row and the annotation; enumerations by values and names."""
    parts = [part.strip() for part in written.split("|")]
    enums = [found for part in parts if isinstance(found := getattr(module.models, part, None), enum.EnumMeta)]
    spelled = written
    for one in enums:
        spelled = spelled.replace(one.__name__, "int" if issubclass(one, int) else "str")
    pattern = _WORDS.get(row.type)
    if pattern is not None and not re.search(pattern, spelled):
        yield f"is {written}, the page has {row.type}"
    nothing = any(re.search(rf'"{row.name}"\s*:\s*null', sample) for sample in article.samples)
    if ("None" in parts) != (nothing or bool(re.search(r"\bnull\b", row.words))):
        yield f"is {written}, the page says {'null' if nothing else row.words}"
    meanings, texts = enumerated(row), allowed(row)
    values = {member.value: member.name for one in enums for member in one}
    literal = re.search(r"Literal\[(.*?)\]", written)
    if meanings and values and values.keys() != meanings.keys():
        yield f"has the values {sorted(values)}, the page has {sorted(meanings)}"
    elif meanings and values:
        for value, meaning in meanings.items():
            if not (meaning.startswith(values[value].rstrip("_")) or values[value].startswith(meaning)):
                yield f"{value} is {values[value]}, the page has {meaning}"
    elif meanings and not literal and not values and "bool" not in written:
        yield f"is {written}, the page lists {meanings}"
    if texts and values and set(texts) != set(map(str, values)):
        yield f"has the values {sorted(values)}, the page has {texts}"


TOPICS = {
    "page-wire": wire_differences,
    "page-results": result_differences,
    "page-errors": error_differences,
    "page-objects": object_differences,
}


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_package_is_what_the_rows_of_the_page_say(version: str, topic: str) -> None:
    assert len(list(pairs(version))) > 30
    assert waived(topic, document_of(version), list(TOPICS[topic](version))) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_asynchronous_client_sends_the_same(version: str) -> None:
    page, module = trueconf_version(version), trueconf_package(version)

    def client(http: Any) -> Any:
        return module.AsyncTrueConfServer("http://here.example", access_token="t", http_client=http, **SILENT)

    awaited = awaited_calls(module, client, answered_by(page))
    for call in called(version):
        if "to" in inspect.signature(call.function).parameters:
            continue
        other = awaited[call.name]
        assert (other.method, other.path, other.query, other.body, len(other.parts)) == (
            call.method,
            call.path,
            call.query,
            call.body,
            len(call.parts),
        )
        if "Page" not in type(call.result).__name__:
            assert type(other.result) is type(call.result), call.name


# Lists: which parameter asks for the next page, and what says that there is none.


def lists(version: str) -> Iterator[tuple[Call, Article]]:
    return ((c, a) for c, a in pairs(version) if {"page_id", "page_size"} <= {row.name for row in a.table("parameter")})


def paging_of(call: Call, module: ModuleType) -> Any:
    """How the package declares that a method pages: a client that follows answers hides what it was not told."""
    operations = importlib.import_module(f"{module.__name__}._request").PagedOperation
    path = re.sub(r"value-of-\w+", "{}", call.path.partition("?")[0])
    (found,) = (
        value.paging
        for value in vars(sys.modules[call.function.__func__.__module__]).values()
        if isinstance(value, operations) and re.sub(r"^/api/v[0-9.]+", "", path) == re.sub(r"\{\w+\}", "{}", value.path)
    )
    return found


def two_pages(items: str, end: str | None, asked: list[str]) -> Callable[[httpx2.Request], httpx2.Response]:
    """A server with three items, two to a page, which says where the next page is if there is a value that ends it."""

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.params.get("page_id", "1"))
        assert request.url.params["page_size"] == "2"
        first = asked[-1] == "1"
        found: dict[str, Any] = {items: [{"id": "a"}, {"id": "b"}] if first else [{"id": "c"}]}
        if end is not None:
            found["next_page_id"] = 4172 if first else int(end)
        return httpx2.Response(200, json=found)

    return respond


@pytest.mark.parametrize("version", VERSIONS)
def test_the_next_page_is_asked_for_as_the_rows_say(version: str) -> None:
    """By `next_page_id` where the rows have it, until the value that they say ends it."""
    module = trueconf_package(version)
    read = 0
    for call, article in lists(version):
        rows = {row.name: row for row in article.table("success")}
        (items,) = (row.name for row in rows.values() if row.type == "Object[]")
        words = rows["next_page_id"].words if "next_page_id" in rows else ""
        end = re.search(r"value is (-?\d+), next page does not exist", words)
        assert bool(end) == ("next_page_id" in rows)
        asked: list[str] = []
        transport = httpx2.MockTransport(two_pages(items, end[1] if end else None, asked))
        with (
            httpx2.Client(transport=transport) as http,
            module.TrueConfServer("http://here.example", access_token="t", http_client=http, **SILENT) as client,
        ):
            function: Any = client
            for name in call.name.split("."):
                function = getattr(function, name)
            assert len(list(function(*map(marker, article.names), page_size=2))) == 3, call.name
        declared = paging_of(call, module)
        assert (declared.page, declared.size, declared.items) == ("page_id", "page_size", f"/{items}"), call.name
        assert declared.next == ("/next_page_id" if end else None), call.name
        assert end is None or int(end[1]) in declared.end, call.name
        counted = [f"/{name}" for name in ("cnt", "count") if name in rows]
        assert declared.total in (counted or [None]), call.name
        # Where nothing says so, the client finds out whether this server counts from 0.
        assert asked == ["1", "4172"] if end else "2" in asked, call.name
        read += 1
    assert read >= 2


# The small pages.

SMALL = {
    "rocketchat": ("rocketchat-v1", "RocketChat", {"x_user_id": "u", "x_auth_token": "t"}),
    "whereby": ("whereby-v1-0-0", "Whereby", {"api_key": "t"}),
    "signalwire": ("signalwire-video-v1-0-0", "SignalWire", {"username": "u", "password": "p"}),
}
_TYPES = {
    "string": "str|datetime|Like|Literal",
    "integer": "int",
    "boolean": "bool",
    "object": "Like",
    "list": "list|Sequence",
}


@pytest.mark.parametrize("source", SMALL)
def test_a_small_page_and_its_package_say_the_same(source: str, tmp_path: Path) -> None:
    distribution, name, credentials = SMALL[source]
    module = module_of(distribution)
    operations = small_page(source)

    def client(http: Any) -> Any:
        needed = inspect.signature(getattr(module, name)).parameters
        given = {key: value for key, value in {"server": "http://here.example", **credentials}.items() if key in needed}
        return getattr(module, name)(http_client=http, **given, **SILENT)

    made = list(calls(module, client, lambda *_: {"results": [{}], "data": [{}]}, tmp_path))
    assert len(made) == len(operations)
    for call in made:
        sent = re.sub(r"value-of-\w+", "{}", call.path.partition("?")[0])
        (operation,) = [one for one in operations if not one.method or (one.method, one.path) == (call.method, sent)]
        takes = operation.under("query", "body")
        assert set(call.query) | set(call.body) == set(takes), call.name
        assert set(call.query) == set(operation.under("query")), call.name
        for wire, value in (*((n, v[0]) for n, v in call.query.items()), *call.body.items()):
            assert value in (marker(snake(wire)), [marker(snake(wire))]), (call.name, wire)
        for header in operation.under("header"):
            assert header.lower() in call.headers, (call.name, header)
        parameters = inspect.signature(call.function).parameters
        for wire, kind in takes.items():
            written = str(parameters[snake(wire)].annotation)
            wanted = "Sequence|list" if "[]" in kind else _TYPES[kind.split()[0]]
            assert re.search(wanted, written), (call.name, wire, kind, written)
        answered = operation.under("20", "response")
        fields = getattr(type(call.result), "__struct_encode_fields__", None)
        if fields is not None:
            assert set(fields) == set(answered), call.name
        elif answered:
            assert type(call.result).__name__ == "Page", call.name


def snake(name: str) -> str:
    """A name of the wire as Python has it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def test_the_frames_of_the_websocket_page() -> None:
    """TrueConf VideoSDK: the members of the two recorded frames are those of the method and of its answer."""
    module = module_of("trueconf-videosdk-v1-0-0")
    frames = [pre.text_content() for pre in page_of("trueconf-videosdk").xpath("//main//pre")]
    request, response = (json.loads(frame) for frame in frames[:2])
    client = importlib.import_module(f"{module.__name__}.resources.scheduler")
    parameters = set(inspect.signature(client.Scheduler.get).parameters) - {"self", "body", "options"}
    assert {snake(key) for key in request} - parameters <= {"method", "request_id"}
    answer_type = str(inspect.signature(client.Scheduler.get).return_annotation)
    fields = set(getattr(module.models, answer_type).__struct_encode_fields__)
    assert fields - {"method", "requestId"} == response.keys() - {"method", "requestId"}
    item = re.sub(r"list\[|\]", "", str(inspect.get_annotations(getattr(module.models, answer_type))["conferences"]))
    shown = response["conferences"][0]
    assert set(getattr(module.models, item.split(" | ")[0]).__struct_encode_fields__) >= shown.keys()
