"""One operation of a hand-written page as a `RawArticle`.

Enters: a `Section`. Leaves: articles, one for each of its signatures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place, RawArticle, RawField, RawSection
from speclift.readers.handwritten.announcements import NEEDED
from speclift.readers.handwritten.value_sets import with_values
from speclift.readers.handwritten.words import SECTIONS, meaning
from speclift.readers.handwritten.writer import Writer

_LONGEST_NAME: Final = 4
"""How many words a title may have to be a name."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.sections import Section
    from speclift.readers.handwritten.signatures import Signature
    from speclift.readers.handwritten.value_sets import ValueSet


def articles_of(
    section: Section,
    place: Place,
    group: str,
    credentials: tuple[RawField, ...],
    shared: Sequence[tuple[str, str, str]],
    objects: Sequence[str],
    sets: Sequence[ValueSet],
) -> list[RawArticle]:
    """The articles of a section: what it says, once for each of its signatures.

    `shared` are parameters that the page states once for all operations, `objects` the names of described objects,
    `sets` the tables of values.
    """
    found: list[RawArticle] = []
    for index, signature in enumerate(section.signatures):
        here = Place(place.page, f"{place.anchor}-{index + 1}" if index else place.anchor, "", "")
        writer = Writer(section, here, objects)
        for name, where, words in shared:
            writer.drop_poorer(name)
            writer.add_parameter(name, where, words, required=NEEDED.search(words) is not None)
        sections = [
            replace(one, fields=tuple(with_values(field, sets, objects=objects) for field in one.fields))
            for one in writer.sections
        ]
        if credentials:
            at = Place(here.page, here.anchor, "", "authentication")
            rows = tuple(
                replace(row, place=Place(here.page, here.anchor, "", f"authentication/{row.name}"))
                for row in credentials
            )
            sections = [*sections, RawSection("authentication", "Authentication", at, rows)]
        found.append(
            RawArticle(
                group=group,
                group_title=group,
                name=name_of(title_of(section, signature)) if len(section.signatures) == 1 else "",
                version="",
                title=title_of(section, signature),
                place=here,
                kind=signature.method.lower(),
                url=signature.url,
                description=tuple(writer.prose),
                sections=tuple(sections),
                examples=tuple(writer.examples),
            )
        )
    return found


def name_of(title: str) -> str:
    """The name that a short title is: "List users", "2.1 getStock".

    "" for a sentence and for a plain noun: the address names better.
    """
    words = re.sub(r"^\(?\d+(?:\.\d+)*[.)]?\s+", "", title).strip("`*.: ").replace("'", "")
    if not words.isascii() or re.fullmatch(r"[A-Z]?[a-z]*", words):
        return ""
    return words if re.fullmatch(rf"[A-Za-z][\w.-]*(?: [\w-]+){{0,{_LONGEST_NAME - 1}}}", words) else ""


def title_of(section: Section, signature: Signature) -> str:
    """What an operation is called: its heading, the words beside its signature, or the signature."""
    heading = section.heading.text if section.heading is not None else ""
    if heading and signature.where != "heading" and not meaning(SECTIONS, heading):
        return heading.strip("`* ")
    if signature.title:
        return signature.title
    outer = next((one for one in reversed(section.trail) if not meaning(SECTIONS, one)), "")
    if signature.where != "heading" and heading and outer:
        return outer
    return f"{signature.method} {signature.url}"
