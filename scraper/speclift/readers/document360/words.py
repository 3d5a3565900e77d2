"""The words that Document360 prints round an API, beyond those of `kit.labels`."""

from __future__ import annotations

from speclift.readers.kit.labels import Labels

SECTIONS = ("header", "path", "query", "cookie", "form", "body", "responses", "authentication", "callbacks")
LIMITS = (
    "min length",
    "max length",
    "min items",
    "max items",
    "multiple of",
    "min",
    "max",
    "pattern",
    "format",
    "constant",
)

labels = Labels(
    {
        "header": "headers",
        "form": "form data parameters|form parameters|form data|formdata parameters",
        "body": "body parameters|body|request body|body-parameter|paramètres du corps|parámetros del cuerpo"
        "|parâmetros do corpo|parametri del corpo",
        "authentication": "security|sicherheit|sécurité|seguridad|segurança|beveiliging|sicurezza",
        "callbacks": "callbacks",
        "response headers": "response headers|header parameters",
        "min length": "min length|minimum length",
        "max length": "max length|maximum length",
        "min": "minimum|min",
        "max": "maximum|max",
        "min items": "min items|minimum items",
        "max items": "max items|maximum items",
        "multiple of": "multiple of|multipleof",
        "constant": "constant|const",
    },
    {
        "tree": "expand all|collapse all|alle erweitern|alle reduzieren|tout développer|tout réduire|expandir todo"
        "|contraer todo|expandir tudo|recolher tudo|show more|show less",
        "try": "try it|try it!|try it & see response|code samples|send request",
        "alternatives": "or|and|oneof|anyof|allof|one of|any of|all of",
        "article": "print|share|dark|light|pdf|prev|next|contents|was this article helpful?|yes|no"
        "|thank you for your feedback|article summary|did you find this summary helpful?|powered by document360"
        "|what's next",
    },
    printed="object",  # the item of an "array of object" stands below it once more
)
