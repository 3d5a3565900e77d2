"""The words that authors of VuePress pages set above examples and lists: bold, with a colon.

Enters: such a label. Leaves: what stands below it. VuePress itself prints nothing about APIs; these are the words of
writers, so an unknown label is kept as one. To add a word, add it to its line.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "description": "description|описание|beschreibung|descripción",
    "request": "example|request example|example of request|request|example request|command example|call example"
    "|sample request"
    "|пример|пример запроса|запрос|beispiel|ejemplo",
    "response": "response example|example of response|response|example response|answer example|answer|reply"
    "|sample response"
    "|response format|пример ответа|ответ|antwort|beispielantwort|respuesta",
    "error": "error example|error response|error|пример ошибки|ошибка",
    "event": "event example|notification example|event|пример события|событие",
    "parameters": "parameter description|parameters description|description of parameters|parameters|fields"
    "|field description"
    "|request parameters|описание параметров|параметры|parameterbeschreibung|parámetros",
    "response parameters": "response parameters|response fields|response parameter description"
    "|описание параметров ответа"
    "|параметры ответа",
    "see also": "see also|смотрите также|см. также|siehe auch|véase también",
    "note": "note|attention|important|warning|примечание|внимание|важно",
}
"""Meaning -> its words, parted by `|`."""

COLUMNS: dict[str, str] = {
    "name": "name|parameter|field|key|property|attribute|argument|имя|параметр|поле|название",
    "type": "type|data type|тип",
    "required": "required|mandatory|optional|обязательный|обязательность",
    "description": "description|meaning|details|описание",
    "default": "default|default value|по умолчанию",
    "example": "example|sample|пример",
}
"""What the columns of a table of fields are called."""

_TABLE = {meaning: frozenset(words.split("|")) for meaning, words in WORDS.items()}
_COLUMNS = {meaning: frozenset(words.split("|")) for meaning, words in COLUMNS.items()}


def meaning(text: str) -> str | None:
    """What a label announces."""
    words = plain(text)
    return next((one for one, some in _TABLE.items() if words in some), None)


def column(text: str) -> str | None:
    """What a column of a table holds."""
    words = plain(text)
    return next((one for one, some in _COLUMNS.items() if words in some), None)


def plain(text: str) -> str:
    """A label as compared: one space, lower case, no final colon."""
    return " ".join(text.split()).rstrip(":：").strip().lower()
