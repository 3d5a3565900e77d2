"""A new source: the platform recognised, the page recorded, `source.toml` written.

Enters: a name and a documentation. Leaves: the files of a source folder, as bytes, and what was recognised; and, on
disk, the folder.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.pipeline.proposals import base_yaml, source_toml
from speclift.pipeline.recording import recorded_files
from speclift.workspace.schemas import SCHEMA_ADDRESS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from speclift.fetch.documentation import Documentation
    from speclift.pipeline.proposals import Proposal
    from speclift.readers.page import Page, Recognition

SURE = 0.5
"""Below this confidence a page is not taken for a page of a platform."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_SAMPLE = 12
"""Pages of a site that are looked at for its platform; when none of them shows it, up to `_MOST_LOOKED_AT`."""

_MOST_LOOKED_AT = 200

_MOST_WORDS = 6
"""A name becomes a distribution's, to which a version is added; it has to stay one that people can type."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source that does not exist yet: its files by name, the recognition that chose its platform, the title of the
    page.
    """

    name: str
    recognition: Recognition
    files: dict[str, bytes]
    title: str = ""

    def with_proposals(self, proposals: Sequence[Proposal], taken: Collection[Proposal]) -> NewSource:
        """The same with what the page does not say: plainly where it was taken, as comments elsewhere."""
        files = dict(self.files)
        if settings := source_toml(proposals, taken):
            files["source.toml"] += settings.encode()
        if base := base_yaml(proposals, taken):
            files["base.yaml"] = base.encode()
        return replace(self, files=files)


def require_name(name: str) -> None:
    """Raise `InputError` unless `name` is fit for a folder, a distribution and an address: `video-api`."""
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name for a source", hint="small letters, digits and single dashes: my-api")
    if name.count("-") >= _MOST_WORDS or len(name) > 60:
        raise InputError(f"{name!r} is too long for a name", hint=f"at most {_MOST_WORDS} words and 60 letters: my-api")


def name_from(words: Sequence[str]) -> str:
    """A name for a source out of words: the first and the last of many."""
    known_words = [word for text in words for word in re.findall(r"[a-z0-9]+", text.lower())]
    half = _MOST_WORDS // 2
    kept = known_words if len(known_words) <= _MOST_WORDS else known_words[:half] + known_words[-half:]
    return "-".join(kept)[:60].strip("-") or "api"


def recognise(pages: Sequence[Page]) -> Recognition:
    """The platform of a documentation. Raises `InputError`, naming what was seen, when no reader is sure enough."""
    from speclift.readers.budget import within_budget
    from speclift.readers.detect import LAST_RESORT, detect

    with within_budget(pages):
        recognitions = [detect(page)[0] for page in pages[:_SAMPLE]]
        if not any(recognition.confidence >= SURE for recognition in recognitions):
            recognitions += [detect(page)[0] for page in pages[_SAMPLE:_MOST_LOOKED_AT]]
    best = max(
        recognitions,
        key=lambda recognition: (
            recognition.confidence >= SURE,
            recognition.platform != LAST_RESORT,
            recognition.confidence,
        ),
    )
    if best.confidence >= SURE:
        return best
    from speclift.readers import READERS
    from speclift.readers.openapi import renderer_of

    renderer = renderer_of(pages[0])
    seen = f"it looks like {best.platform} ({best.confidence:.0%}: {'; '.join(best.reasons)}); " if best.reasons else ""
    drawn = (
        f"this is a {renderer} page, drawn from an OpenAPI document that is neither in it nor beside it: "
        "give that document or its address; "
        if renderer
        else ""
    )
    raise InputError(
        "not a page of a documentation platform that speclift reads",
        file=pages[0].url or pages[0].name,
        hint=f'{drawn}{seen}read are: {", ".join(READERS)}; CONTRIBUTING.md, "Add a platform", says how to add one',
    )


def new_source(name: str, documentation: Documentation) -> NewSource:
    """The files of a new source folder. Raises `InputError` when no reader can read the documentation."""
    from speclift.readers.budget import within_budget

    require_name(name)
    recognition = recognise(documentation.pages)
    with within_budget(documentation.pages):
        title = title_of(documentation.pages, recognition.platform)
    lines = [
        f"#:schema {SCHEMA_ADDRESS}source.schema.json",
        "# What speclift knows of this documentation beside its page; every key is explained in docs/source-toml.md.",
        f"title = {_toml(title or name)}",
        f"page = {_toml(documentation.address)}",
        f"platform = {_toml(recognition.platform)}",
    ]
    if documentation.follow:
        followed = ", ".join(_toml(address) for address in documentation.follow)
        lines += ["", "[fetch]", f"follow = [{followed}]"]
    files = {"source.toml": ("\n".join(lines) + "\n").encode()}
    site = bool(documentation.follow) or any(page.group for page in documentation.pages)
    files |= recorded_files(documentation.pages, site=site)
    return NewSource(name, recognition, files, title)


def title_of(pages: Sequence[Page], platform: str) -> str:
    """The title that a documentation gives itself, or "". Raises `InputError` when it cannot be read."""
    from speclift.readers import document_reader_for, reader_for

    reader = document_reader_for(platform)
    documents = reader.read_documents(pages) if reader is not None else None
    return documents.title if documents is not None else reader_for(platform).read(pages).title


def write_source(folder: Path, files: Mapping[str, bytes], scratch: Path) -> None:
    """Make the folder of a new source: all of it, or nothing. Raises `InputError` when the disk refuses."""
    new_folder = scratch / f"{folder.name}.new"
    try:
        shutil.rmtree(new_folder, ignore_errors=True)
        new_folder.mkdir(parents=True)
        for name, content in files.items():
            (new_folder / name).write_bytes(content)
        folder.parent.mkdir(parents=True, exist_ok=True)
        new_folder.rename(folder)
    except OSError as error:
        shutil.rmtree(new_folder, ignore_errors=True)
        raise InputError(f"cannot write: {error.strerror or error}", file=str(folder)) from None


def _toml(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too (TOML 1.0, "String"), but for DEL."""
    plain = text.encode("utf-8", "replace").decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
