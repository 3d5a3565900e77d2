"""What an author writes before rows, examples and answers to say what they are.

A table of patterns and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

from speclift.readers.handwritten.marks import OPTIONAL_WORD, REQUIRED_WORD

TELL_ROWS: Final = frozenset(
    {"parameters", "path", "query", "header", "body", "request", "response", "response example", "error", "statuses"}
)
"""What has to be announced for bullets and definitions to be rows: elsewhere they are prose, or values."""

ROWS_BY_HEADING: Final = frozenset({"parameters", "path", "query", "header", "body"})
"""Under which titles a heading of one word, of a lower level, is a row."""

DEMAND: Final = re.compile(r"^\W*(?:required|optional|mandatory)\W*$", re.IGNORECASE)
ANSWERS_WITH: Final = re.compile(
    r"\b(?:returns?|returned|responds?|response|result(?:ing)?|answers?|contain(?:s|ing)?|liefert|enth[äa]lt"
    r"|devuelve|contiene|renvoie"
    r"|contient|возвращает|содержит)\b|返回|返す",
    re.IGNORECASE,
)
RETURNS: Final = re.compile(
    r"^(?:it |this |and )?(?:returns|responds with|answers with|gibt|liefert|devuelve|renvoie|retorna"
    r"|возвращает)\b",
    re.IGNORECASE,
)
"""How a sentence begins that says what is answered, wherever it stands."""
SENDS: Final = re.compile(
    r"\b(?:send|sent|request|accepts?|takes?|provide|pass(?:ed)?|submit|post|payload|should|must|acepta|env[íi]a"
    r"|akzeptiert"
    r"|accepte|принимает)\b|请求",
    re.IGNORECASE,
)
NEEDED: Final = re.compile(r"\b(?:needs?|must|requires?|required|mandatory)\b", re.IGNORECASE)
"""Words of a sentence about a parameter that has to be sent."""
CODE_LINE: Final = re.compile(r"^[*_]*(?:status )?code[*_\s]*[:：]", re.IGNORECASE)
ROWS_FOLLOW: Final = re.compile(
    r"\b(?:fields?|param(?:eter)?s?|attributes?|arguments?|propert(?:y|ies)|keys?|options|headers?|elements?|members?"
    r"|members|campos|par[áa]metros|propiedades|felder|attribute|eigenschaften|champs|param[èe]tres|attributs|поля"
    r"|параметры)\b"
    r"|参数|字段|パラメータ|フィールド",
    re.IGNORECASE,
)
RESPONSE: Final = re.compile(r"\b(?:response|answer|reply|returns?)\b", re.IGNORECASE)
"""Words of a sentence that is about what comes back."""
LISTED: Final = re.compile(
    r"\b(?:list|array) (?:of|containing|with)\b|\b(?:JSON|an?) (?:list|array)\b|\beach (?:\w+ ){1,3}(?:is|has"
    r"|contains|object)"
    r"|\blista de\b|\bListe (?:von|der)\b|\bliste (?:de|des)\b|\bсписок\b|\bмассив\b",
    re.IGNORECASE,
)
"""Words before rows that say that the answer is a list of what they describe."""


def announces_rows(text: str) -> bool:
    """Whether rows follow a text: it ends in a colon and speaks of them, or it ends in their name."""
    last = text.split(". ")[-1]
    found = [match.end() for match in ROWS_FOLLOW.finditer(last)]
    return bool(found) and (last.endswith((":", "：")) or found[-1] >= len(last.rstrip(" .`*")))


def is_demanded(text: str) -> bool | None:
    """Whether a title says that all rows below it are required, or optional; None where it says neither."""
    required, optional = REQUIRED_WORD.search(text) is not None, OPTIONAL_WORD.search(text) is not None
    return required if required is not optional else None
