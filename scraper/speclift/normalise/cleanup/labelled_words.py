"""Labels that say something to people and nothing to a schema become a sentence of the description.

Enters: rows with labelled facts. Leaves: rows whose remaining labels `words.constraints` knows. A label is one line in
`SENTENCES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.normalise.cleanup.walk import with_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawApi, RawArticle, RawField, RawSection
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

SENTENCES: Final[Mapping[str, str]] = {
    "badge": "{}.",
    "condition": "{}.",
    "sunset date": "Sunset date: {}.",
    "discriminator": "Tells the alternatives apart.",
    "title": "",
    "array title": "",
    "enum values": "",
    "variants": "",
}
"""Label -> the sentence, "" for a label that only names or counts."""


def labelled_words(raw: RawApi, _: Source, __: Notebook) -> RawApi:
    """Turn the labels into sentences."""

    def change(row: RawField, _: RawSection, __: RawArticle) -> RawField:
        mine = [fact for fact in row.constraints if fact[0] in SENTENCES]
        if not mine:
            return row
        said = [SENTENCES[label].format(words.rstrip(":.")) for label, words in mine]
        description = "\n\n".join(part for part in (row.description, *said) if part)
        rest = tuple(fact for fact in row.constraints if fact[0] not in SENTENCES)
        conditional = row.required is None and any(label == "condition" for label, _ in mine)
        return replace(row, description=description, constraints=rest, required=False if conditional else row.required)

    return with_rows(raw, change)
