"""The recipes of a README that are the same for every API, but for its names and one of its calls.

Enters: the names of a package, and a call of it. Leaves: `Example`s, whose code type-checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate.literals import Group, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a heading, Python that type-checks, and paragraphs before and after it."""

    title: str
    code: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """How clients of a package are made: its module and class, the prefix of its environment, and one call of each."""

    module: str
    client: str
    environment: str
    sync: str
    awaited: str

    def built(self, before: str, after: str, *more: str, server: str = "", indent: str = "") -> str:
        """A client with more arguments than the others, laid out; `server` in the place of the server's name."""
        opening, _, inner = self.sync.removesuffix(")").partition("(")
        given = inner.split(", ") if inner else []
        arguments = [server, *given[1:]] if server else given
        return layout(Group(f"{before}{opening}(", [*arguments, *more], after), indent)

    def code(self, *lines: str, more: str = "") -> str:
        """A program: the import, a client, and what is done with it."""
        head = f"from {self.module} import {', '.join(sorted([self.client, *filter(None, [more])]))}"
        return "\n".join([head, "", f"with {self.sync} as client:", *(f"    {line}" if line else "" for line in lines)])


def connections(making: Making, server: str) -> Iterator[Example]:
    """Address, TLS, proxies, timeouts, retries."""
    if server:
        local = making.built("client = ", ")", server='"http://localhost:8080"')
        yield Example(
            "Address",
            f"from {making.module} import {making.client}\n\n{local}\nclient.close()",
            before=(
                "A name gets `https://`; what is said explicitly is kept. Without an argument the address is"
                f" `${making.environment}_URL`.",
            ),
        )
    yield Example(
        "Certificates and proxies",
        "\n".join(
            [
                "import httpx2",
                "",
                f"from {making.module} import {making.client}",
                "",
                making.built("through_a_proxy = ", ")", 'proxy="http://proxy.example.com:3128"'),
                "through_a_proxy.close()",
                "with httpx2.Client(verify=False) as http:  # noqa: S501  (a test server)",
                "    " + making.built("client = ", ")", "http_client=http", indent="    "),
            ]
        ),
        before=(
            'A server of your own: `verify="/etc/ssl/company-ca.pem"` (a file or a folder of authorities, an'
            " `ssl.SSLContext`, or False for a test), `cert=` for a certificate of yours, `proxy=`, `http2=True`.",
            "A client of httpx2 that you made yourself is used as it is; it is yours to close.",
        ),
    )
    yield Example(
        "Timeouts and retries",
        "\n".join(
            [
                f"from {making.module} import {making.client}",
                "",
                making.built("with ", ") as client:", "timeout=10", "max_retries=5"),
                "    patient = client.with_options(timeout=60, max_retries=0)",
                "    print(patient)",
            ]
        ),
        before=(
            "30 seconds for each step of a request, 10 to connect. Sent again, up to `max_retries` times: GET, PUT and"
            " DELETE, and whatever has an `Idempotency-Key` header, after 408, 429, 500, 502, 503, 504 and lost"
            " connections; anything after 429, a 503 with `Retry-After`, or a connection that was never made.",
        ),
    )


def calls(making: Making, call: str, *, paged: bool) -> Iterator[Example]:
    """What every call takes, and what it says beside its value."""
    joint = "" if call.endswith("(") else ", "
    yield Example(
        "What the documentation forgot",
        making.code(
            f'client.{call}{joint}extra_query={{"beta": True}}, timeout=5)',
            'answer = client.request("GET", "/undocumented", query={"limit": 10})',
            "print(answer)",
        ),
        before=("Every call takes `extra_headers`, `extra_query`, `extra_body` and `timeout`.",),
        after=("`client.request` takes any path, with the same credentials, retries and errors; `returns=` types it.",),
    )
    yield Example(
        "Status and headers",
        making.code(
            f"response = client.with_raw_response.{call})",
            'print(response.status_code, response.headers.get("date"))',
            "print(response.parse().items)" if paged else "print(response.parse())",
        ),
    )


def files(making: Making, path: str, identifiers: Sequence[str]) -> Example:
    """Downloads."""
    given = "".join(f"{identifier}, " for identifier in identifiers)
    return Example(
        "Files",
        making.code(
            f'path = client.{path}({given}to="file.bin", resume=True)',
            "print(path.stat().st_size)",
            f"content = client.{path}({given.rstrip(', ')})",
            "print(len(content))",
        ),
        before=(
            "`to` is a path, a binary file object, or a function for each chunk; without it the bytes are returned."
            " With `resume` an interrupted download goes on where it was. An asynchronous client takes asynchronous"
            " files as well, and reads and writes in a thread.",
        ),
    )


def surprises(making: Making, call: str, *, paged: bool) -> Iterator[Example]:
    """Models as JSON, and answers that are not as documented."""
    yield Example(
        "Models, dictionaries, JSON",
        "",
        before=(
            "Models are immutable. `to_dict`, `to_json`, `Model.from_dict`, `Model.from_json` and `replace` are on"
            " each; they compare, hash, copy and pickle. pydantic takes them as fields, FastAPI as"
            " `Annotated[Model, Body()]`. `to_datetime` reads the times of any field: Unix seconds, ISO 8601, PHP's"
            " objects.",
            "`extra_fields` has what the server sent and nobody documented; a value that an enumeration does not know"
            " is a member named `UNKNOWN_…`. A call that sends fields takes a model or a dictionary for all of them.",
        ),
    )
    use = f"for item in client.{call}):" if paged else f"print(client.{call}))"
    yield Example(
        "Drift",
        "\n".join(
            [
                f"from {making.module} import Drift, {making.client}",
                "",
                "",
                "def tell(drift: Drift) -> None:",
                "    print(drift.place, drift.kind, drift.expected, drift.received)",
                "",
                "",
                f"with {making.sync} as client:",
                "    client = client.with_options(on_drift=tell)",
                f"    {use}",
                *(["        print(item)"] if paged else []),
            ]
        ),
        before=(
            f"An answer that differs from the documentation breaks nothing. Each field is told once, to the logger"
            f" `{making.module}` and to `on_drift`; `strict=True` raises `DriftError` instead.",
        ),
    )


def testing(making: Making, server_asked: bool) -> Example:
    """The mock."""
    where = '"http://127.0.0.1:8000"' if server_asked else 'server="http://127.0.0.1:8000"'
    return Example(
        "Testing",
        "",
        before=(
            "`speclift mock SOURCE VERSION --stateful` (from `pip install 'speclift[mock]'`) is a server that answers"
            f" as the documentation says, with tokens and errors: `{making.client}({where}, …)`; it prints the"
            " credentials that it takes. In one process, without a socket: `speclift.mock.MockApplication` for"
            f" `httpx2.ASGITransport`, as the `http_client` of `Async{making.client}`.",
        ),
    )
