"""Words beside a row: whether it is required, and what its type is.

A table of patterns and nothing else.
"""

from __future__ import annotations

import re
from typing import Final

YES: Final = re.compile(
    r"^(?:yes|y|true|required|mandatory|always|да|ja|s[íi]|oui|是|必填|必须|✓|✔|✅|x|\+|☑|req(?:uired)?\b.*|m"
    r"|обязательн\w*|erforderlich|obligatori[oa]|obligatoire|1)$",
    re.IGNORECASE,
)
NO: Final = re.compile(
    r"^(?:no|n|false|optional|нет|nein|non|否|选填|可选|✗|✘|❌|-|–|—|o|опциональн\w*|необязательн\w*|opcional"
    r"|facultatif|optionnel|0)$",
    re.IGNORECASE,
)
REQUIRED_WORD: Final = re.compile(
    r"(?<!not )(?<!\w)(?:required|mandatory|обязательн(?:ый|ое|ая|о)|erforderlich|obligatori[oa]|obligatoire|必填"
     r"|必须)(?!\w)"
    r"(?! if| when| for| only| unless| by)", re.IGNORECASE,
)  # fmt: skip
OPTIONAL_WORD: Final = re.compile(
    r"(?<!\w)(?:optional(?:ly)?|not required|необязательн\w+|опциональн\w+"
    r"|opcional|facultatif|optionnel|可选|选填)(?!\w)",
    re.IGNORECASE,
)
TYPE_WORD: Final = re.compile(
    r"^(?:(?:an? )?(?:list|array|map|set|dict)s?(?: of|\b)[\w \[\]<>]*|str(?:ing)?s?|text|int(?:eger)?s?(?:32"
     r"|64)?|long|short|float|double|decimal|numbers?|numeric"
    r"|bool(?:ean)?s?|object|json|hash|date(?:[- ]?time)?|timestamp|time|uuid|guid|url|uri|email|enum|file"
     r"|binary|byte|null|any"
    r"|(?:string|integer|int|number|object|boolean|float)\[\]|cadena|entero|n[úu]mero|booleano|zahl|ganzzahl"
     r"|zeichenkette|cha[îi]ne|entier|bool[ée]en"
    r"|строка|число|целое(?: число)?|логический|булево|массив|объект"
    r"|字符串|整数|整型|布尔|数组|对象)(?:\W|$)", re.IGNORECASE,
)  # fmt: skip
