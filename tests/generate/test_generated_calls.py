"""What generated methods send, and what they give back."""

from __future__ import annotations

import asyncio
import datetime
import inspect
import io
import json
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from packages_under_test import Server, answer, client, minimal, read_document

from speclift.generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    Load = Callable[[dict[str, Any]], ModuleType]


@pytest.fixture
def acme(load: Load) -> ModuleType:
    return load(read_document("acme"))


@pytest.fixture
def stranger(load: Load) -> ModuleType:
    return load(read_document("stranger"))


def talking(module: ModuleType, api: Server, **arguments: Any) -> Any:
    return client(module, api, server="acme.example", access_token="t", **arguments)


def test_an_envelope_is_opened(acme: ModuleType) -> None:
    api = Server({"conference": {"id": "1", "topic": "Weekly", "owner": "alice", "state": "running"}})
    conference = talking(acme, api).conferences.get("a b/c")
    assert conference == acme.Conference(id="1", topic="Weekly", owner="alice", state=acme.ConferenceState.RUNNING)
    assert api.last.method == "GET"
    assert api.last.url.raw_path == b"/api/v3.10/conferences/a%20b%2Fc"
    assert api.last.headers["authorization"] == "Bearer t"  # and not in the URL, where logs would show it


@pytest.mark.parametrize("identifier", ["", ".", ".."])
def test_an_identifier_that_leads_elsewhere_is_refused(acme: ModuleType, identifier: str) -> None:
    api = Server()
    with pytest.raises(ValueError, match="conference_id"):
        talking(acme, api).conferences.get(identifier)
    assert api.requests == []


def test_not_sent_and_null_differ(acme: ModuleType) -> None:
    api = Server({"conference": {"id": "1", "topic": "t", "owner": "o"}})
    conferences = talking(acme, api).conferences
    conferences.update("1", topic="t")
    assert json.loads(api.last.content) == {"topic": "t"}
    conferences.update("1", pin=None)
    assert json.loads(api.last.content) == {"pin": None}
    assert "url_type" not in api.last.url.params


def test_a_model_and_a_dictionary_say_the_same(acme: ModuleType) -> None:
    api = Server({"conference": {"id": "1", "topic": "t", "owner": "o"}})
    conferences = talking(acme, api).conferences
    for schedule in (acme.ScheduleWeekly(type=0, days=["monday"]), {"type": 0, "days": ["monday"]}):
        for kind in (acme.ConferenceCreateType.VIDEO_LECTURE, 1):
            conferences.create(topic="t", owner="o", type=kind, schedule=schedule, template_id="x")
            sent = {"topic": "t", "owner": "o", "type": 1, "schedule": {"type": 0, "days": ["monday"]}}
            assert json.loads(api.last.content) == sent
            assert api.last.url.params["template_id"] == "x"


def test_pages_are_followed_as_documented(acme: ModuleType) -> None:
    def serve(request: httpx2.Request) -> httpx2.Response:
        page = int(request.url.params.get("page_id", "1"))
        following = page + 1 if page < 3 else -1
        return httpx2.Response(
            200, json={"conferences": [{"id": str(page), "topic": "t", "owner": "o"}], "next_page_id": following}
        )

    cls = acme.AcmeServer
    api = cls("acme.example", access_token="t", http_client=httpx2.Client(transport=httpx2.MockTransport(serve)))
    assert [conference.id for conference in api.conferences.list(state="running")] == ["1", "2", "3"]


def test_a_list_without_paging_is_a_page_too(acme: ModuleType) -> None:
    api = Server({"invitations": [{"id": "1"}, {"id": "2"}]})
    assert [invitation.id for invitation in talking(acme, api).conferences.invitations.list("c")] == ["1", "2"]
    assert len(api.requests) == 1


def test_documented_reasons_are_raised(acme: ModuleType) -> None:
    error = {
        "error": {"code": 404, "message": "Not Found", "errors": [{"reason": "conferenceNotFound", "message": "gone"}]}
    }
    api = Server(error, status=404)
    with pytest.raises(acme.ConferenceNotFoundError) as caught:
        talking(acme, api).conferences.get("1")
    assert caught.value.reason == "conferenceNotFound"
    assert isinstance(caught.value, acme.NotFoundError)
    assert isinstance(caught.value, acme.AcmeServerError)


def test_status_only_text_and_free_form(acme: ModuleType) -> None:
    assert talking(acme, Server(None, content=b"")).conferences.start_record("1") is None
    calendar = Server(content=b"BEGIN:VCALENDAR", content_type="text/calendar")
    assert talking(acme, calendar).conferences.ics("1", lang="de") == "BEGIN:VCALENDAR"
    assert calendar.last.headers["Accept"] == "text/calendar"
    assert talking(acme, Server({"a": {"b": [1]}})).recordings.places() == {"a": {"b": [1]}}


def test_downloads_and_uploads(acme: ModuleType, tmp_path: Path) -> None:
    api = Server(content=b"film", content_type="application/octet-stream")
    assert talking(acme, api).recordings.download("x.mkv", to=tmp_path / "x.mkv") == tmp_path / "x.mkv"
    assert (tmp_path / "x.mkv").read_bytes() == b"film"
    api = Server({"avatar": None})
    assert talking(acme, api).users.create_avatar("u", image=("me.png", io.BytesIO(b"picture"))) is None
    assert api.last.headers["Content-Type"].startswith("multipart/form-data")
    assert b'name="image"; filename="me.png"' in api.last.content


def test_an_operation_outside_the_prefix_goes_there_without_secrets(acme: ModuleType) -> None:
    api = Server({"access_token": "a", "expires_in": 1})
    token = talking(acme, api).authorization.generate_token(grant_type="password", username="u")
    assert token.access_token == "a"
    assert api.last.url.raw_path == b"/oauth2/v1/token"


def test_awaited(acme: ModuleType) -> None:
    api = Server({"list": [{"conference_id": "1", "term_reason": 6, "class": 10}], "cnt": 1})

    async def run() -> list[Any]:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(api))
        async with acme.AsyncAcmeServer("acme.example", access_token="t", http_client=http) as server:
            return [call async for call in server.logs.calls(page_size=20, class_=10)]

    (call,) = asyncio.run(run())
    assert call.term_reason is acme.CallTermReason.SERVER_RESTARTED
    assert call.class_ == 10
    assert dict(api.last.url.params) == {"page_size": "20", "class": "10"}


def test_parameters_go_where_they_belong(stranger: ModuleType) -> None:
    api = Server([{"children": [{}]}])
    default = client(stranger, api, server="my", username="u", password="p").default
    trees = list(
        default.things(
            limit=3, ids=[1, 2], tags=["a", "b"], pipes=["x", "y"], filter={"a": "1"}, x_request_id="r", theme="dark"
        )
    )
    assert trees == [stranger.Tree(children=[stranger.Tree()])]
    query = str(api.last.url.params)
    assert "limit=3" in query
    assert [api.last.url.params[name] for name in ("ids", "pipes", "filter[a]")] == ["1,2", "x|y", "1"]
    assert api.last.url.params.get_list("tags") == ["a", "b"]
    assert api.last.headers["X-Request-Id"] == "r"
    assert "theme=dark" in api.last.headers["Cookie"]
    assert "Content-Type" not in api.last.headers


def test_bodies_of_every_kind(stranger: ModuleType, tmp_path: Path) -> None:
    api = Server({"id": 1})
    things = client(stranger, api, server="my", username="u", password="p").things
    things.update(7, thing_id_form="9", to="x")
    assert api.last.content == b"thing-id=9&to=x"
    things.bulk(body=[{"kind": "thing", "self": "s", "user-name": "a"}])
    assert json.loads(api.last.content) == [{"kind": "thing", "self": "s", "user-name": "a"}]
    api.content, api.content_type = b"png", "image/png"
    things.upload(body=b"bytes", to=tmp_path / "x.png")
    assert api.last.content == b"bytes"
    target = io.BytesIO()
    things.forms(file=b"one", to=target, to_multipart="who", note="n")
    assert target.getvalue() == b"png"
    assert b'name="file"; filename=' in api.last.content
    assert b'name="to"\r\n\r\nwho' in api.last.content


def test_constants_are_sent_and_moments_read(stranger: ModuleType) -> None:
    api = Server({"id": "1", "name": "n", "more": {"File": "f"}})
    default = client(stranger, api, server="my", x_user_id="1", x_auth_token="2").default
    moment = datetime.datetime(2030, 1, 31, tzinfo=datetime.UTC)
    made = default.create_thing(self_="s", when=moment, params="p", headers=["h"], user_name="exact", either=[])
    sent = json.loads(api.last.content)
    assert sent.pop("when").startswith("2030-01-31T00:00:00")
    assert sent == {"kind": "thing", "self": "s", "params": "p", "headers": ["h"], "user_name": "exact", "either": []}
    assert (api.last.headers["X-User-Id"], api.last.headers["X-Auth-Token"]) == ("1", "2")
    assert isinstance(made, stranger.Inherits | stranger.Overlap)


def test_drift_keeps_the_rest(acme: ModuleType) -> None:
    drifts: list[Any] = []
    api = Server({"list": [{"conference_id": "1", "term_reason": 99, "class": 10, "load": None}], "cnt": 1})
    (call,) = talking(acme, api, on_drift=drifts.append).logs.calls()
    assert call.term_reason == 99
    assert getattr(call, "load", None) in (None, acme.UNSET)
    assert {drift.place for drift in drifts} == {"list[].term_reason", "list[].load"}


def test_no_security_sends_nothing(load: Load) -> None:
    document = minimal({"/x": {"get": {"operationId": "getX", "responses": answer(), "security": []}}})
    document["components"] = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
    api = Server(None, content=b"")
    client(load(document), api, x_key="secret").default.x()
    assert "X-Key" not in api.last.headers


def test_schemes_without_security_are_for_every_operation(load: Load) -> None:
    document = minimal({"/x": {"get": {"operationId": "getX", "responses": answer()}}})
    document["components"] = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}
    api = Server(None, content=b"")
    client(load(document), api, token="secret").default.x()
    assert api.last.headers["Authorization"] == "Bearer secret"


def test_pages_that_are_asked_for_with_a_form_are_lists(load: Load) -> None:
    operation = {
        "operationId": "searchUsers",
        "requestBody": {
            "content": {"application/x-www-form-urlencoded": {"schema": {"properties": {"name": {"type": "string"}}}}}
        },
        "responses": answer(
            {"properties": {"users": {"type": "array", "items": {"type": "object", "properties": {"id": {}}}}}}
        ),
        "x-pagination": {"style": "page", "request": {"page": "page"}, "response": {"items": "/users"}},
    }
    api = Server({"users": [{"id": 1}]})
    found = client(load(minimal({"/search": {"post": operation}})), api).default.search_users(name="a")
    assert [user.id for user in found] == [1]
    assert api.last.content == b"name=a"


def test_an_idempotency_key_is_made_where_none_is_given(load: Load) -> None:
    parameters = [{"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string"}}]
    module = load(
        minimal({"/things": {"post": {"operationId": "createThing", "parameters": parameters, "responses": answer()}}})
    )
    api = Server({})
    with client(module, api) as things:
        things.default.create_thing()
        things.default.create_thing()
        things.default.create_thing(idempotency_key="mine")
    first, second, given = [request.headers["idempotency-key"] for request in api.requests]
    assert len(first) == 32
    assert first != second
    assert given == "mine"


def test_identifiers_and_units_are_said_in_the_documented_words(load: Load) -> None:
    size = {"type": "integer", "description": "How large it is", "x-unit": "bytes"}
    length = {"type": "integer", "description": "Length in seconds", "x-unit": "seconds"}
    thing = {"type": "object", "properties": {"id": {"type": "string", "description": "What it is called. Unique."}}}
    thing["properties"] |= {"size": size, "length": length}
    path = [{"name": "thing_id", "in": "path", "required": True, "schema": {"type": "string"}}]
    get = {"operationId": "getThing", "parameters": path, "responses": answer({"$ref": "#/components/schemas/Thing"})}
    module = load(minimal({"/things/{thing_id}": {"get": get}}, components={"schemas": {"Thing": thing}}))
    with client(module, Server({})) as things:
        words = inspect.getdoc(things.default.thing)
    assert words is not None
    assert "thing_id: What it is called." in words
    source = inspect.getsource(module.Thing)
    assert "How large it is" in source
    assert "In bytes." in source
    assert "In seconds." not in source


def test_examples_show_what_the_documentation_sends(load: Load) -> None:
    fields = {name: {"type": "string"} for name in ("secret", "name", "note", "mark")}
    fields |= {"kind": {"type": "integer", "enum": [1, 2]}}
    example = {"name": "A name", "note": "```\nimport os", "mark": "x" * 60, "kind": 2}
    content = {
        "application/json": {"schema": {"type": "object", "properties": fields}, "examples": {"a": {"value": example}}}
    }
    create = {
        "operationId": "createThing",
        "requestBody": {"content": content},
        "responses": answer({"type": "object", "properties": {"id": {"type": "string"}}}),
    }
    package = generate(minimal({"/things": {"post": create}}))
    assert 'client.default.create_thing(name="A name", kind=2)' in package.files["README.md"]
