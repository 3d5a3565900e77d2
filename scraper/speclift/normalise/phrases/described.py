"""The type of a row that prints none, as far as its description begins with it: "list of conferences".

Enters: a description. Leaves: `TypeWords`, or None. A beginning is one line in `_BEGINNINGS`.
"""

from __future__ import annotations

import re
from typing import Final

from speclift.normalise.phrases.type_words import TypeWords

_BEGINNINGS: Final = (
    (re.compile(r"\A(?:the |an? )?(?:list|array) of\b", re.IGNORECASE), TypeWords("array")),
    (re.compile(r"\A(?:список|массив)\b", re.IGNORECASE), TypeWords("array")),
    (
        re.compile(
            r"\A(?:an? |ein[e]? |un )?(?:positive |non-negative |whole |número )?"
            r"(?:integer|entero|whole number|ganzzahl|nombre entier|целое число|整数)\b(?! (?:array|list))",
            re.IGNORECASE,
        ),
        TypeWords("integer"),
    ),
    (re.compile(r"\A(?:an? )?boolean\b|\A`?true`? or `?false`?\b", re.IGNORECASE), TypeWords("boolean")),
)


def described_type(description: str) -> TypeWords | None:
    """The type that the first words of a description tell."""
    return next((words for pattern, words in _BEGINNINGS if pattern.match(description.lstrip())), None)
