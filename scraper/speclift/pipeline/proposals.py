"""What a page does not say and every client needs (server, authorisation, paging), and what was recognised of it.

Enters: the documents of a new source, and the words of its pages. Leaves: `Proposal`s, each one piece of `base.yaml` or
`source.toml`, and the two files with the pieces that somebody took; the others stand in them as comments.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from speclift.model.entities import unescape
from speclift.pipeline.paging_proposals import propose_paging
from speclift.workspace.schemas import SCHEMA_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from speclift.readers.page import Page

Document: TypeAlias = "dict[str, Any]"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that the page leaves open.

    `unsaid` says what, in one line for a person; `text` is YAML or TOML for `file`; `recognised` whether the text
    follows from what was seen (`because`), or is only an example of how to state it.
    """

    topic: Literal["server", "authorisation", "paging"]
    file: Literal["base.yaml", "source.toml"]
    unsaid: str
    text: str
    because: str = ""

    @property
    def recognised(self) -> bool:
        """Whether the text may be taken as it is."""
        return bool(self.because)


def propose(documents: Mapping[str, Document], pages: Sequence[Page]) -> tuple[Proposal, ...]:
    """What the newest document lacks: at most one proposal for the server and for authorisation, one per paging."""
    if not documents:
        return ()
    document = list(documents.values())[-1]
    words = "\n".join(_words(page) for page in pages)
    return (*_server(document, words), *_authorisation(document, words), *_paging(document))


def base_yaml(proposals: Sequence[Proposal], taken: Collection[Proposal]) -> str:
    """The text of `base.yaml`: what was taken, the rest as comments; "" when there is nothing to say."""
    mine = [proposal for proposal in proposals if proposal.file == "base.yaml"]
    if not mine:
        return ""
    head = [
        f"# yaml-language-server: $schema={SCHEMA_ADDRESS}base.schema.json",
        "# What the page does not say: a partial OpenAPI document (docs/source-toml.md).",
    ]
    return "\n".join([*head, *_pieces(mine, taken)]) + "\n"


def source_toml(proposals: Sequence[Proposal], taken: Collection[Proposal]) -> str:
    """What `source.toml` ends with, or ""."""
    mine = [proposal for proposal in proposals if proposal.file == "source.toml"]
    return "\n".join(_pieces(mine, taken)) + "\n" if mine else ""


def _pieces(proposals: Sequence[Proposal], taken: Collection[Proposal]) -> list[str]:
    lines: list[str] = []
    for proposal in proposals:
        lines += ["", f"# {proposal.unsaid}"]
        if proposal.because:
            lines.append(f"# {proposal.because}")
        kept = proposal in taken
        lines += [line if kept else f"# {line}".rstrip() for line in proposal.text.splitlines()]
    return lines


def _server(document: Document, words: str) -> list[Proposal]:
    servers = [str(server.get("url", "")) for server in document.get("servers", ())]
    if any(url.startswith(("http://", "https://", "ws://", "wss://")) for url in servers):
        return []
    fixed = {path.partition("{")[0].rstrip("/") for path in document.get("paths", {})} - {""}
    bases = {
        match["host"] + match["path"][: f"{match['path']}/".index(f"{path}/")]
        for match in _ADDRESS.finditer(words)
        for path in fixed
        if f"{path}/" in f"{match['path']}/" and not _DOCUMENTATION_HOST.search(match["host"])
    }
    unsaid = "The page does not say where the server is."
    if len(bases) == 1:
        (base,) = bases
        because = f"An example of the page calls {base}."
        return [Proposal("server", "base.yaml", unsaid, f"servers:\n  - url: {base}", because)]
    return [Proposal("server", "base.yaml", unsaid, "servers:\n  - url: https://api.example.com")]


_ADDRESS: Final = re.compile(r"(?P<host>https?://[A-Za-z0-9.-]{1,200}(?::\d{1,5})?)(?P<path>/[A-Za-z0-9/._~-]{1,200})")
_DOCUMENTATION_HOST: Final = re.compile(r"//(?:docs?|developers?|www|cdn|static|help|support|fonts)\.")


def _authorisation(document: Document, words: str) -> list[Proposal]:
    if document.get("components", {}).get("securitySchemes") or "security" in document:
        return []
    unsaid = "The page does not say how calls are authorised."
    for pattern, name, lines, because in _CREDENTIALS:
        match = pattern.search(words)
        if match is not None:
            header = match["name"] if "name" in pattern.groupindex else ""
            scheme = "\n".join(f"      {line.format(name=header)}" for line in lines)
            text = f"components:\n  securitySchemes:\n    {name}:\n{scheme}\nsecurity:\n  - {name}: []"
            shown = " ".join(match[0].split())[:80]
            return [Proposal("authorisation", "base.yaml", unsaid, text, f"{because}: {shown!r}.")]
    example = "\n".join(f"      {line}" for line in _CREDENTIALS[0][2])
    text = f"components:\n  securitySchemes:\n    bearerAuth:\n{example}\nsecurity:\n  - bearerAuth: []"
    return [Proposal("authorisation", "base.yaml", f"{unsaid} Where calls need no credentials, leave it.", text)]


def _paging(document: Document) -> list[Proposal]:
    unsaid = "The page does not say how lists page; without a rule a list is one answer."
    return [Proposal("paging", "source.toml", unsaid, text, f"{why}.") for text, why in propose_paging(document)]


_CREDENTIALS: Final = (
    (
        re.compile(r"Authorization['\"]?\s*:\s*['\"]?Bearer\b", re.IGNORECASE),
        "bearerAuth", ("type: http", "scheme: bearer"), "The page shows",
    ),
    (
        re.compile(r"Authorization['\"]?\s*:\s*['\"]?Basic\b|\bcurl\b[^\n]{0,200}\s(?:-u|--user)\s", re.IGNORECASE),
        "basicAuth", ("type: http", "scheme: basic"), "The page shows",
    ),
    (
        re.compile(r"(?P<name>\b(?:X-[A-Za-z0-9-]{0,40}(?:Key|Token|Secret)|Api-?Key))['\"]?\s*:", re.IGNORECASE),
        "apiKeyAuth", ("type: apiKey", "in: header", "name: {name}"), "The page shows the header",
    ),
    (
        re.compile(r"[?&](?P<name>api_?key|access_?token|auth_?token|apikey|token)=", re.IGNORECASE),
        "apiKeyAuth", ("type: apiKey", "in: query", "name: {name}"), "The page shows the query parameter",
    ),
)  # fmt: skip
"""Where examples show a credential: what is looked for, the scheme's name, its definition, how the place is told."""


def _words(page: Page) -> str:
    """The words of a page, roughly: good enough to look for an address or a header in them."""
    text = page.content.decode("utf-8", "replace")
    return unescape(_TAG.sub("", text)) if page.content.lstrip()[:1] == b"<" else text


_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
