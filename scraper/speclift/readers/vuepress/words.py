"""The words that authors of VuePress pages set above examples and lists: bold, with a colon.

VuePress itself prints nothing about APIs, so an unknown label is kept as one. To add a word, add it to its line.
"""

from __future__ import annotations

from speclift.readers.kit.labels import Labels

labels = Labels(
    {
        "required": "yes|да|+",
        "optional": "no|нет|-",
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
        "|описание параметров|параметры|parameterbeschreibung|parámetros",
        "request parameters": "request parameters|request fields|request parameter description|параметры запроса"
        "|описание параметров запроса",
        "response parameters": "response parameters|response fields|response parameter description"
        "|описание параметров ответа"
        "|параметры ответа",
        "see also": "see also|смотрите также|см. также|siehe auch|véase también",
        "note": "note|attention|important|warning|примечание|внимание|важно",
    },
    {"theme": "name|type|required|default|description|example"},
    {},
    printed=r"(?:about )?\d+ min.{0,20}",
)
