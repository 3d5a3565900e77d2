"""Calls, answers and addresses in code, and whether JSON is sent or received.

Enters: code blocks, in page order. Leaves: examples, statuses and parameters, collected.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from speclift.model.raw import Place, RawExample, Role
from speclift.readers.handwritten.blocks import Block
from speclift.readers.handwritten.collected import Collected
from speclift.readers.handwritten.signatures import ADDRESS, fits, is_call, signatures_of

if TYPE_CHECKING:
    from speclift.readers.handwritten.sections import Section

ANSWERS: Final = frozenset({"response", "response example", "statuses", "error"})
"""The titles under which something that the operation answers stands."""

_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})


class Samples(Collected):
    """What was found so far, with what code shows."""

    def __init__(self, section: Section, place: Place) -> None:
        super().__init__(section, place)
        self.writes = any(one.method in _WRITES for one in section.signatures)
        self.body_shown = False
        self.asked: set[str] = set()
        """The names in the queries of the operation's own addresses."""

    def queries(self, text: str) -> None:
        """The parameters of addresses of the operation that stand in text: `/search?q=x`."""
        for bare in (
            re.findall(r"`\?([A-Za-z_][\w.\[\]-]*)=[^`\s]*`", text) if len(self.section.signatures) == 1 else ()
        ):
            self.add_parameter(bare, "query", "")
        for address in re.findall(ADDRESS, text.replace("**", "").replace("&amp;", "&")):
            if "?" in address and any(fits(address, one.url) for one in self.section.signatures):
                for pair in address.partition("?")[2].rstrip("`*.,;:)").split("&"):
                    name, equals, value = pair.partition("=")
                    if equals and re.fullmatch(r"[A-Za-z_$][\w.$\[\]-]*", name):
                        self.asked.add(name)
                        self.add_parameter(name, "query", "", unquote(value) or None)

    def code(self, text: str, language: str) -> None:
        """Code: a call, an answer with its head, a request with its body, or JSON that what announces it tells."""
        stripped = text.strip()
        if is_call(stripped):
            shown = re.search(r"(?<!\\)\n(\s*[\[{].*)\Z", stripped, re.DOTALL)
            call = (
                stripped[: shown.start()] if shown is not None and _is_closed(stripped[: shown.start()]) else stripped
            )
            self.examples.append(RawExample("parameter", self.announced, call, self.at("example/curl"), "curl"))
            if call != stripped and shown is not None:
                self.add_example("success", shown[1].strip(), "json", self.status)
            if self.mode not in ANSWERS:
                self.mode = "after call"
            return
        answer = re.match(r"(?:[<]\s*)?(?:HTTP/[\d.]+|Status:)\s+([1-5]\d\d)[^\n]*", stripped)
        if answer is not None:
            body = re.search(r"\n\s*\n(.*)\Z|\n(?=\s*[\[{])(.*)\Z", stripped, re.DOTALL)
            given = (body[1] or body[2]).strip() if body is not None else ""
            self.add_status(answer[1], "")
            if given:
                self.add_example("error" if answer[1][0] in "45" else "success", given, language, answer[1])
            return
        if signatures_of_text(stripped.split("\n")[0]):
            self.queries(stripped.split("\n")[0])
            body = re.search(r"\n[^\n]*?([\[{].*)\Z", stripped, re.DOTALL)
            if body is not None:
                self.add_example("body", body[1].strip(), language, "")
            elif re.search(r"\n\s*\n\s*\S", stripped):  # a form
                self.examples.append(RawExample("parameter", self.announced, stripped, self.at("example/http"), "http"))
            return
        if not re.match(r"[\[{]", stripped):
            if "\n" not in stripped:
                self.queries(stripped)
            return
        if self.mode in ANSWERS or self.mode == "after call":
            role: Role = "error" if self.mode == "error" or self.status[:1] in ("4", "5") else "success"
            self.add_example(role, stripped, language, self.status)
        elif (self.mode in ("body", "request", "request example") and self.writes) or (
            self.writes and not self.body_shown
        ):
            self.body_shown = True
            self.add_example("body", stripped, language, "")
        else:
            self.add_example("success", stripped, language, self.status)


def _is_closed(call: str) -> bool:
    """Whether the quotes of a call are closed: what follows is its answer, not its data."""
    return call.count("'") % 2 == 0 and call.count('"') % 2 == 0


def signatures_of_text(text: str) -> bool:
    """Whether a text is itself the signature of an operation."""
    return bool(signatures_of(Block("text", text)))
