"""What an author writes before rows, examples and answers to say what they are.

A table of patterns and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

TELL_ROWS: Final = frozenset(
    {"parameters", "path", "query", "header", "body", "request", "response", "response example", "error", "statuses"}
)
"""What has to be announced for bullets and definitions to be rows: elsewhere they are prose, or values."""

DEMAND: Final = re.compile(r"^\W*(?:required|optional|mandatory)\W*$", re.IGNORECASE)
ANSWERS_WITH: Final = re.compile(
    r"\b(?:returns?|returned|responds?|response|result(?:ing)?|answers?|contains?|liefert|enth[äa]lt|devuelve|contiene|renvoie"
    r"|contient|возвращает|содержит)\b|返回|返す",
    re.IGNORECASE,
)
SENDS: Final = re.compile(
    r"\b(?:send|sent|request|accepts?|takes?|provide|pass(?:ed)?|submit|post|payload|should|must|acepta|env[íi]a|akzeptiert"
    r"|accepte|принимает)\b|请求",
    re.IGNORECASE,
)
CODE_LINE: Final = re.compile(r"^[*_]*(?:status )?code[*_\s]*[:：]", re.IGNORECASE)
ROWS_FOLLOW: Final = re.compile(
    r"\b(?:fields?|param(?:eter)?s?|attributes?|arguments?|propert(?:y|ies)|keys?|options|headers?|elements?|members?"
    r"|campos|par[áa]metros|propiedades|felder|attribute|eigenschaften|champs|param[èe]tres|attributs|поля|параметры)\b"
    r"|参数|字段|パラメータ|フィールド",
    re.IGNORECASE,
)
