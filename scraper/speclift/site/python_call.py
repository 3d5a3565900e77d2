"""A call of an operation in Python, as the generated package takes it.

Enters: an operation and the surface of its package. Leaves: a program that runs once the addresses and credentials in
it are real, synchronous or asynchronous.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speclift.document import Operation
    from speclift.generate.methods import Parameter
    from speclift.site.version import VersionView

_PLACEHOLDERS = {"int": "1", "float": "1.0", "bool": "True", "str": '"…"'}


def python_call(view: VersionView, operation: Operation, *, asynchronous: bool) -> str:
    """The program, or "" for a version that no package can be made of."""
    surface = view.source.surfaces.get(view.name)
    method = view.method(operation)
    if surface is None or method is None:
        return ""
    module = surface.package.replace("-", "_")
    client = f"Async{surface.client}" if asynchronous else surface.client
    sent = _sent(operation)
    arguments = [_literal(argument, sent) for argument in method.positional]
    arguments += [f"{keyword.name}={_literal(keyword, sent)}" for keyword in method.keywords if keyword.required]
    call = f"client.{'.'.join(method.path)}({', '.join(arguments)})"
    lines = [f"from {module} import {client}", ""]
    server = _address(view)
    opening = f"{client}({server})" if server else f"{client}()"
    paged = re.match(r"(?:Async)?Pages?\[", method.result) is not None
    if asynchronous:
        lines.insert(0, "import asyncio\n")
        lines += ["", "async def main() -> None:", f"    async with {opening} as client:"]
        lines += (
            [f"        async for item in {call}:", "            print(item)"]
            if paged
            else [f"        {'' if method.result == 'None' else 'result = '}await {call}"]
        )
        lines += ["", "", "asyncio.run(main())"]
    else:
        lines.append(f"with {opening} as client:")
        lines += (
            [f"    for item in {call}:", "        print(item)"]
            if paged
            else [f"    {'' if method.result == 'None' else 'result = '}{call}"]
        )
    return "\n".join(lines) + "\n"


def _address(view: VersionView) -> str:
    servers = view.document.get("servers") or [{}]
    variables = servers[0].get("variables") if isinstance(servers[0], dict) else None
    if not isinstance(variables, dict) or len(variables) != 1:
        return ""
    default = next(iter(variables.values())).get("default")
    return _string(default) if isinstance(default, str) and default else ""


def _sent(operation: Operation) -> dict[str, Any]:
    """Values that the page itself sends: from the recorded body, and from examples of parameters."""
    values: dict[str, Any] = {}
    for parameter in operation.parameters:
        schema = parameter.get("schema")
        examples = schema.get("examples") if isinstance(schema, dict) else None
        value = parameter.get("example", examples[0] if isinstance(examples, list) and examples else None)
        if value is not None:
            values[str(parameter.get("name"))] = value
    body = operation.value.get("requestBody") or {}
    for content in (body.get("content") or {}).values() if isinstance(body, dict) else ():
        for example in (content.get("examples") or {}).values() if isinstance(content, dict) else ():
            if isinstance(example, dict) and isinstance(example.get("value"), dict):
                values.update(example["value"])
    return values


def _literal(parameter: Parameter, sent: dict[str, Any]) -> str:
    value = sent.get(parameter.wire)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bool | int | float):
        return repr(value)
    kind = parameter.type.split(" | ")[0]
    if kind.startswith(("Sequence[", "list[")):
        return "[]"
    if kind.startswith("Literal["):
        return kind.removeprefix("Literal[").rstrip("]").split(", ")[0]
    if kind == "str":
        return _string(parameter.wire)
    return _PLACEHOLDERS.get(kind, "...")


def _string(text: str) -> str:
    return '"' + text.encode("unicode_escape").decode().replace('"', '\\"') + '"'
