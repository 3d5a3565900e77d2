"""Requests and their replies, as data: `exchanges/*.yaml` beside `*.expected.json`. (Sockets: test_mock_server.py.)"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from speclift.document import load_document
from speclift.mock import Reply, Request
from speclift.mock.service import Service

HERE = Path(__file__).parent
FILES = sorted((HERE / "exchanges").glob("*.yaml"))


def request(described: Any, defaults: dict[str, Any]) -> Request:
    described = {"request": described} if isinstance(described, str) else described
    method, target = described["request"].split(" ", 1)
    query = described.get("query", defaults.get("query", ""))
    target += (("&" if "?" in target else "?") + query) if query else ""
    headers = {**defaults.get("headers", {}), **described.get("headers", {})}
    body = described.get("body", "").encode("latin-1")
    if "json" in described:
        headers.setdefault("content-type", "application/json")
        body = json.dumps(described["json"]).encode()
    return Request(method, target, tuple((name.lower(), value) for name, value in headers.items()), body)


def texts(reply: Reply) -> list[str]:
    """The reason of a refusal where its body tells it too: the header stands in the data only where it does not."""
    reason = dict(reply.headers).get("x-mock-reason", "")
    return [reason] if json.dumps(reason, ensure_ascii=False)[1:-1] in reply.body.decode() else []


def as_json(reply: Reply) -> dict[str, Any]:
    body = reply.body.decode()
    told = {("content-type", "application/json"), *(("x-mock-reason", part) for part in texts(reply))}
    headers = {name: value for name, value in reply.headers if (name, value) not in told}
    try:
        shown = json.loads(body)
    except ValueError:
        shown = body
    return {"status": reply.status, **({"headers": headers} if headers else {}), "body": shown}


def answered(file: Path) -> dict[str, dict[str, Any]]:
    cases = yaml.safe_load(file.read_text("utf-8"))
    service = Service(load_document(HERE / cases["document"]), **cases.get("options", {}))
    return {
        topic: {
            title: as_json(service.answer(*service.route(request(described, cases["defaults"]))))
            for title, described in exchanges.items()
        }
        for topic, exchanges in cases["exchanges"].items()
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_exchanges(file: Path, regen: bool) -> None:
    found = answered(file)
    expected = file.with_suffix(".expected.json")
    if regen:
        lines = []
        for topic, replies in found.items():
            lines.append(f'  "{topic}": {{')
            lines += [f"    {json.dumps(t)}: {json.dumps(r, ensure_ascii=False)}," for t, r in replies.items()]
            lines[-1] = lines[-1].rstrip(",")
            lines.append("  },")
        lines[-1] = "  }"
        expected.write_text("{\n" + "\n".join(lines) + "\n}\n", encoding="utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
