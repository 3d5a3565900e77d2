"""Reads a recorded curl command.

Enters: the text of a command as printed. Leaves: `RequestSample`. What each option means is the table `_OPTIONS`, by
its long name; `_SHORT` maps the letters. An option that is not in it is kept in `unknown`. Source: curl(1), version 8.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus

from msgspec import Struct, field

from speclift.normalise.examples.deviations import Edit, quote_edit
from speclift.normalise.examples.json_value import Repair
from speclift.normalise.examples.request_sample import RequestSample
from speclift.normalise.examples.shell_words import Command, split_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BEGINS: Final = re.compile(
    r"^[ \t\xa0]{0,40}(?:[$>%#][ \t]{0,9})?(?:sudo[ \t]{1,9})?curl(?:\.exe)?(?=[ \t\\^`\r\n\xa0]|\Z)", re.MULTILINE
)
_WINDOWS: Final = re.compile(r"\^[ \t]*(?:\r?\n|\")")
_CARET: Final = re.compile(r"\^([ \t]*\r?\n|.)")
_METHOD: Final = re.compile(r"[A-Za-z]{3,10}\Z")

_WITHOUT_VALUE: Final = frozenset(
    """anyauth basic buffer compressed create-dirs digest fail fail-early fail-with-body false-start globoff http1.0
    http1.1 http2 http3 include insecure ipv4 ipv6 junk-session-cookies list-only location location-trusted negotiate
    netrc netrc-optional next no-buffer no-keepalive no-progress-meter no-sessionid ntlm path-as-is post301 post302
    post303 progress-bar raw remote-header-name remote-name remote-time show-error silent ssl ssl-reqd styled-output
    tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 trace-time tr-encoding use-ascii verbose
    xattr""".split()  # noqa: SIM905 - eighty names read better as words
)
"""Options that change how curl works and not what it sends, and that take no value."""

_WITH_VALUE: Final = frozenset(
    """cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie-jar crlfile data-ascii
    dump-header engine interface key key-type keepalive-time limit-rate local-port max-filesize max-redirs max-time
    noproxy output output-dir pass pinnedpubkey preproxy proto proto-default proxy proxy-header proxy-user range rate
    request-target resolve retry retry-delay retry-max-time service-name socks5 socks5-hostname stderr tls-max trace
    trace-ascii unix-socket write-out""".split()  # noqa: SIM905
)
"""The same for options that take a value."""

_SHORT: Final[dict[str, str]] = {
    "X": "request", "H": "header", "d": "data", "F": "form", "u": "user", "G": "get", "I": "head", "T": "upload-file",
    "A": "user-agent", "e": "referer", "b": "cookie", "i": "include", "s": "silent", "S": "show-error", "k": "insecure",
    "L": "location", "v": "verbose", "f": "fail", "o": "output", "O": "remote-name", "J": "remote-header-name",
    "c": "cookie-jar", "D": "dump-header", "E": "cert", "m": "max-time", "w": "write-out", "x": "proxy", "K": "config",
    "U": "proxy-user", "N": "no-buffer", "n": "netrc", "g": "globoff", "j": "junk-session-cookies", "r": "range",
    "l": "list-only", "R": "remote-time", "C": "continue-at", "4": "ipv4", "6": "ipv6", "0": "http1.0", "1": "tlsv1",
    "#": "progress-bar", "B": "use-ascii",
}  # fmt: skip


class _Request(Struct):
    """A request while its command is read."""

    method: str = ""
    url: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    data_file: str | None = None
    form: list[tuple[str, str]] = field(default_factory=list)
    user: str = ""
    in_query: bool = False
    head: bool = False
    upload: bool = False
    unknown: list[str] = field(default_factory=list)


def is_curl(text: str) -> bool:
    """Whether a curl command stands at the beginning of a line of `text`."""
    return _BEGINS.search(text) is not None


def parse_curl(text: str) -> RequestSample:
    """Reads the first curl command in `text`. Never raises: what has no method or address has "" there."""
    begins = _BEGINS.search(text)
    start = begins.end() if begins else 0
    if _WINDOWS.search(text, start):  # cmd takes its carets off before curl sees a quotation mark
        text = text[:start] + _CARET.sub(lambda escaped: " " if escaped[1].isspace() else escaped[1], text[start:])
    command = split_command(text[start:])
    request = _Request()
    _read_words([word.value for word in command.words], request)
    return _finished(request, _lost_continuations(text, start, command))


def _read_words(words: list[str], request: _Request) -> None:
    waiting = iter(words)
    for word in waiting:
        if word == "-":  # `- d '…'`
            letter = next(waiting, "")
            request.unknown.append(word if len(letter) == 1 else f"{word} {letter}".strip())
            if len(letter) == 1:
                _letters(f"-{letter}", waiting, request)
        elif not word.startswith("-"):
            _argument(word, request)
        elif word.startswith("--") and len(word) > 2:
            name, equals, value = word[2:].partition("=")
            if name in _OPTIONS:
                _OPTIONS[name](request, value if equals else next(waiting, ""))
            elif name in _FLAGS:
                _FLAGS[name](request)
            elif name in _WITH_VALUE:
                _ = value if equals else next(waiting, "")
            elif name not in _WITHOUT_VALUE and name.removeprefix("no-") not in _WITHOUT_VALUE:
                request.unknown.append(word)
        else:
            _letters(word, waiting, request)


def _letters(word: str, waiting: Iterator[str], request: _Request) -> None:
    """Reads `-sSL`, `-XPOST`, `-d'{"a": 1}'`: letters that may stand together, the last with its value."""
    for index, letter in enumerate(word[1:], start=2):
        name = _SHORT.get(letter, "")
        if name in _FLAGS:
            _FLAGS[name](request)
        elif name in _OPTIONS or name in _WITH_VALUE:
            value = word[index:] or next(waiting, "")
            if name in _OPTIONS:
                _OPTIONS[name](request, value.removeprefix("=") if name == "request" else value)
            return
        elif name not in _WITHOUT_VALUE:
            request.unknown.append(f"-{letter}")


def _argument(word: str, request: _Request) -> None:
    """Reads a word that is no option: the address. `curl GET https://…`, which curl would not take, too."""
    if not request.method and not request.url and word.isupper() and _METHOD.match(word):
        request.method = word
    elif not request.url:
        request.url = word
    else:
        request.unknown.append(word)


def _set_method(request: _Request, value: str) -> None:
    request.method = value.upper()


def _set_url(request: _Request, value: str) -> None:
    if request.url:
        request.unknown.append(value)
    else:
        request.url = value


def _add_header(request: _Request, value: str) -> None:
    """Reads `Name: value`; `Name;` is a header without a value, `Name:` takes one of curl's own away."""
    name, colon, rest = value.partition(":")
    if colon and rest.strip():
        request.headers.append((name.strip(), rest.strip()))
    elif not colon and value.rstrip().endswith(";"):
        request.headers.append((value.strip().rstrip(";"), ""))
    elif not colon:
        request.unknown.append(value)


def _add_data(request: _Request, value: str) -> None:
    if value.startswith("@"):
        request.data_file = value[1:].strip()
    else:
        request.data.append(value)


def _add_raw_data(request: _Request, value: str) -> None:
    request.data.append(value)


def _add_encoded_data(request: _Request, value: str) -> None:
    """Reads `name=content` (the content is percent-encoded), `=content`, `content`, `name@file` or `@file`."""
    name, equals, content = value.partition("=")
    if not equals and "@" in value:
        request.data_file = value.partition("@")[2]
    elif equals:
        request.data.append(f"{name}={quote_plus(content)}" if name else quote_plus(content))
    else:
        request.data.append(quote_plus(value))


def _add_json(request: _Request, value: str) -> None:
    _add_data(request, value)
    request.headers += [("Content-Type", "application/json"), ("Accept", "application/json")]


def _add_form(request: _Request, value: str) -> None:
    name, _, content = value.partition("=")
    request.form.append((name.strip(), content.strip()))


def _set_user(request: _Request, value: str) -> None:
    request.user = value


def _set_upload(request: _Request, value: str) -> None:
    request.data_file, request.upload = value, True


def _header_option(name: str) -> Callable[[_Request, str], None]:
    return lambda request, value: request.headers.append((name, value))


def _set_bearer(request: _Request, value: str) -> None:
    request.headers.append(("Authorization", f"Bearer {value}"))


def _data_in_query(request: _Request) -> None:
    request.in_query = True


def _only_head(request: _Request) -> None:
    request.head = True


_OPTIONS: Final[dict[str, Callable[[_Request, str], None]]] = {
    "request": _set_method,
    "url": _set_url,
    "header": _add_header,
    "data": _add_data,
    "data-ascii": _add_data,
    "data-binary": _add_data,
    "data-raw": _add_raw_data,
    "data-urlencode": _add_encoded_data,
    "json": _add_json,
    "form": _add_form,
    "form-string": _add_form,
    "upload-file": _set_upload,
    "user": _set_user,
    "user-agent": _header_option("User-Agent"),
    "referer": _header_option("Referer"),
    "cookie": _header_option("Cookie"),
    "oauth2-bearer": _set_bearer,
}
"""Options with a value that say what is sent."""

_FLAGS: Final[dict[str, Callable[[_Request], None]]] = {"get": _data_in_query, "head": _only_head}
"""Options without a value that say what is sent."""


def _finished(request: _Request, repairs: tuple[Repair, ...]) -> RequestSample:
    """Puts together what the options said, as curl does: data makes a POST, a file to upload a PUT."""
    body = "&".join(request.data) if request.data else None
    url = request.url
    if request.in_query and body is not None:
        url += ("&" if "?" in url else "?") + body
        body = None
    sends = body is not None or request.form or (request.data_file is not None and not request.in_query)
    method = "HEAD" if request.head else "PUT" if request.upload else "POST" if sends else "GET"
    return RequestSample(
        request.method or method,
        url,
        tuple(request.headers),
        body,
        request.data_file,
        tuple(request.form),
        request.user,
        tuple(request.unknown),
        repairs,
    )


def _lost_continuations(text: str, start: int, command: Command) -> tuple[Repair, ...]:
    places = (Edit("curl-lost-continuation", start + at, start + at, " \\") for at in command.lost_continuations)
    return tuple(Repair(edit.rule, *quote_edit(text, edit)) for edit in places)
