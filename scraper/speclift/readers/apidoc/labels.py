"""The words of apidoc's own template, in every language it was translated to: what is chrome, and what it says.

Enters: a word of the page. Leaves: the English word of the template it stands for. The table (`labels.json`) is taken
from the `locales` of the npm package `apidoc`, 0.4 to 1.2 (MIT licence, as the file says).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from speclift.readers.kit.labels import Labels, plain

_TABLE = Path(__file__).with_name("labels.json")


@cache
def words(*labels: str) -> frozenset[str]:
    """How the template prints any of `labels` (English), in any language, as `folded` gives it."""
    table = _table()
    return frozenset(folded(word) for label in labels for word in table[label])


def folded(word: str) -> str:
    """A printed label without case, colon and surplus white space: ` Default value :` and `default value` are one."""
    return " ".join(word.split()).rstrip(":： ").casefold()


@cache
def printed() -> Labels:
    """The same table for the ledger: what the template prints by itself."""
    own = {plain(label): "|".join(map(plain, translated)) for label, translated in _table().items()}
    chrome = {
        "versions": "compare all with predecessor|show up to version|show all",
        "sample": "parameters|headers|body|url|send|form-data|*",
    }
    return Labels(own, chrome, {}, printed=r"[\d.]+ - \w{3} \w{3} \d\d? \d{4}.*")


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table
