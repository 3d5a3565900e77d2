"""Every public method of a package, called once with a value of its own for every argument; found without documents.

The values are texts that name their argument, whatever its type: a package sends what it is given, and so an argument
that is crossed with another, or left out, shows on the wire.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

_OF_EVERY_CLIENT = frozenset({"close", "request", "with_options", "with_raw_response"})
_OF_EVERY_CALL = frozenset({"self", "body", "options", "to", "progress", "resume"})


@dataclass
class Call:
    """One call: the method's dotted name, what was sent, and what came back."""

    name: str
    function: Any
    method: str
    path: str
    query: dict[str, list[str]] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    result: Any = None


def marker(name: str) -> str:
    """The value that is given to an argument."""
    return f"value-of-{name}"


def methods(owner: Any, resource: type, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The methods of a client and of its resources, by their dotted names."""
    for name, member in inspect.getmembers(type(owner)):
        if name.startswith("_") or name in _OF_EVERY_CLIENT:
            continue
        if inspect.isfunction(member):
            yield ".".join((*path, name)), getattr(owner, name)
        elif not callable(member) and isinstance(inner := getattr(owner, name), resource):
            yield from methods(inner, resource, (*path, name))


def calls(module: Any, client: Any, answer: Callable[[str, str], Any], tmp_path: Path) -> Iterator[Call]:
    """Call every method once. `answer` gives the JSON that is answered to a method and a path."""
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        request.read()
        seen.append(request)
        content = json.dumps(answer(request.method, request.url.raw_path.decode().partition("?")[0])).encode()
        return httpx2.Response(200, headers={"content-type": "application/json"}, stream=httpx2.ByteStream(content))

    resource = importlib.import_module(f"{module.__name__}._resource").Resource
    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport) as http, client(http) as opened:
        for name, function in methods(opened, resource):
            seen.clear()
            positional, keywords = _arguments(function, tmp_path)
            result = function(*positional, **keywords)
            yield _call(name, function, seen[0], result)


def _arguments(function: Any, tmp_path: Path) -> tuple[list[str], dict[str, Any]]:
    positional: list[str] = []
    keywords: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters.values():
        name = parameter.name
        if name == "to":
            keywords[name] = tmp_path / "download"
        elif name in _OF_EVERY_CALL:
            continue
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
            positional.append(marker(name))
        elif "FileSource" in str(parameter.annotation):
            keywords[name] = marker(name).encode()
        elif "Sequence" in str(parameter.annotation):
            keywords[name] = [marker(name)]
        else:
            keywords[name] = marker(name)
    return positional, keywords


def _call(name: str, function: Any, request: httpx2.Request, result: Any) -> Call:
    query: dict[str, list[str]] = {}
    for key, value in request.url.params.multi_items():
        query.setdefault(key, []).append(value)
    kind = request.headers.get("content-type", "").partition(";")[0]
    body: Any = {}
    parts: tuple[str, ...] = ()
    if kind == "application/json" and request.content:
        body = json.loads(request.content)
    elif kind == "application/x-www-form-urlencoded":
        body = dict(httpx2.QueryParams(request.content.decode()).multi_items())
    elif kind == "multipart/form-data":
        text = request.content.decode("latin-1")
        parts = tuple(piece.partition('"')[0] for piece in text.split('form-data; name="')[1:])
    headers = dict(request.headers)
    return Call(name, function, request.method, request.url.raw_path.decode(), query, body, parts, headers, result)


def awaited_calls(module: Any, client: Callable[[Any], Any], answer: Callable[[str, str], Any]) -> dict[str, Call]:
    """Every method of the asynchronous client, called once; by its dotted name. Downloads are left out."""
    resource = importlib.import_module(f"{module.__name__}._resource").AsyncResource
    seen: list[httpx2.Request] = []

    async def respond(request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        seen.append(request)
        content = json.dumps(answer(request.method, request.url.raw_path.decode().partition("?")[0])).encode()
        return httpx2.Response(200, headers={"content-type": "application/json"}, content=content)

    async def main() -> dict[str, Call]:
        found: dict[str, Call] = {}
        async with (
            httpx2.AsyncClient(transport=httpx2.MockTransport(respond)) as http,
            client(http) as opened,
        ):
            for name, function in methods(opened, resource):
                if "to" in inspect.signature(function).parameters:
                    continue
                seen.clear()
                positional, keywords = _arguments(function, Path())
                result = function(*positional, **keywords)
                if inspect.isawaitable(result):
                    result = await result
                elif hasattr(result, "__aiter__"):
                    async for _ in result:
                        break
                found[name] = _call(name, function, seen[0], result)
        return found

    return asyncio.run(main())
