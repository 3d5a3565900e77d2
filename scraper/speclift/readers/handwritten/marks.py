"""Words beside a row: whether it is required, and what its type is.

A table of patterns and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

YES: Final = re.compile(
    r"^(?:yes|y|true|required|mandatory|always|да|ja|s[íiì]|sim|oui|是|必填|必须|✓|✔|✅|x|\+|☑|req(?:uired)?\b.*|m"
    r"|обязательн\w*|erforderlich|pflicht\w*|obligatori[oa]|obligatoire|1)$",
    re.IGNORECASE,
)
NO: Final = re.compile(
    r"^(?:no|n|false|optional|нет|nein|non|n[ãa]o|否|选填|可选|✗|✘|❌|-|–|—|o|опциональн\w*|необязательн\w*|opcional"
    r"|facultatif|optionnel|0)$",
    re.IGNORECASE,
)
REQUIRED_WORD: Final = re.compile(
    r"(?<!not )(?<!\w)(?:required|mandatory|обязательн(?:ый|ое|ая|о|ые)|erforderlich|pflicht(?:feld|angabe)?"
    r"|obligatori[oa]s?|obligatoires?|obrigat[óo]ri[oa]s?|obbligatori[oa]|必填"
     r"|必须)(?!\w)"
    r"(?! if| when| for| only| unless| by)", re.IGNORECASE,
)  # fmt: skip
OPTIONAL_WORD: Final = re.compile(
    r"(?<!\w)(?:optional(?:ly)?|not required|необязательн\w+|опциональн\w+"
    r"|opcional(?:es)?|facultatifs?|optionn?els?|可选|选填)(?!\w)",
    re.IGNORECASE,
)
OPTIONAL_TITLE: Final = re.compile(
    r"^(?:is )?(?:optional|opcional|facultatif|optionnel|необязательн\w+)\??$", re.IGNORECASE
)
"""The title of a column whose "yes" says that a row may be left out."""
_TYPES: Final = (
    r"str(?:ing)?s?|text|int(?:eger)?s?(?:32|64)?|long|short|float|double|decimal|numbers?|numeric|bool(?:ean)?s?"
    r"|(?:nested )?object"
    r"|json|hash|date(?:[- ]?time)?|timestamp|time|uuid|guid|url|uri|email|enum|file|binary|byte|null|any"
    r"|cadena|texto|entero|n[úu]mero|booleano|objeto|lista|arreglo|fecha"
    r"|zahl|ganzzahl|zeichenkette|wahrheitswert|flie(?:ß|ss)kommazahl|liste|objekt|datum"
    r"|cha[îi]ne(?: de caract[èe]res)?|entier|nombre|bool[ée]en|tableau|objet|inteiro|stringa|intero|numero|booleano"
    r"|строка|число|целое(?: число)?|логический|булево|булевый|массив|объект|дата"
    r"|字符串|整数|整型|浮点数|布尔(?:值)?|数组|对象|文字列|数値|真偽値|配列|オブジェクト"
)
TYPE: Final = (
    rf"(?:(?:an? )?(?:list|array|map|set|dict)s?(?: of \w+)?|(?:string|integer|int|number|object|boolean"
    rf"|float)\[\]|{_TYPES})"
)
"""A type, of one or a few words."""
TYPE_WORD: Final = re.compile(
    rf"^(?:(?:an? )?(?:list|array|map|set|dict)s?(?: of|\b)[\w \[\]<>]*"
    rf"|(?:string|integer|int|number|object|boolean|float)\[\]|{_TYPES})(?:\W|$)",
    re.IGNORECASE,
)


STATED: Final = re.compile(
    r"\bthis (?:parameter|field|property|argument|attribute|value|key) is (?:always )?"
    r"(required|mandatory|optional)\b(?! if| when)",
    re.IGNORECASE,
)
"""A sentence that says of its row whether it has to be there."""


def marked(known: bool | None, text: str) -> bool | None:
    """Whether words mark a row as required, unless it is known already."""
    if known is not None:
        return known
    if OPTIONAL_WORD.search(text):
        return False
    return True if REQUIRED_WORD.search(text) else None
