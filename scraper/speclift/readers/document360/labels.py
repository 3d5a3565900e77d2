"""The words that Document360 prints round an API, in the languages that its readers can choose.

Enters: a printed label. Leaves: what it stands for. One line per meaning: to add a language, add its word to each line.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "header": "header parameters|headers|header-parameter|paramètres d'en-tête|parámetros de encabezado"
    "|parâmetros de cabeçalho"
    "|headerparameters|parametri di intestazione",
    "path": "path parameters|pfadparameter|paramètres de chemin|parámetros de ruta|parâmetros de caminho|padparameters"
    "|parametri di percorso",
    "query": "query parameters|abfrageparameter|paramètres de requête|parámetros de consulta|parâmetros de consulta"
    "|queryparameters|parametri di query",
    "cookie": "cookie parameters|cookies",
    "form": "form data parameters|form parameters|form data|formdata parameters",
    "body": "body parameters|body|request body|body-parameter|paramètres du corps|parámetros del cuerpo"
    "|parâmetros do corpo"
    "|parametri del corpo",
    "responses": "responses|response|antworten|réponses|respuestas|respostas|antwoorden|risposte",
    "authentication": "security|sicherheit|sécurité|seguridad|segurança|beveiliging|sicurezza",
    "callbacks": "callbacks",
    "response headers": "response headers|header parameters",
    "required": "required|erforderlich|requis|obligatoire|requerido|obligatorio|obrigatório|vereist|obbligatorio",
    "optional": "optional|optionnel|facultatif|opcional|optioneel|opzionale",
    "deprecated": "deprecated|veraltet|obsolète|obsoleto|verouderd|deprecato",
    "read-only": "read-only|read only|readonly",
    "write-only": "write-only|write only|writeonly",
    "example": "example|beispiel|exemple|ejemplo|exemplo|voorbeeld|esempio",
    "default": "default|standard|par défaut|predeterminado|padrão|standaard|predefinito",
    "values": "valid values|allowed values|enum|possible values|gültige werte|valeurs valides|valores válidos"
    "|geldige waarden",
    "min length": "min length|minimum length",
    "max length": "max length|maximum length",
    "min": "minimum|min",
    "max": "maximum|max",
    "min items": "min items|minimum items",
    "max items": "max items|maximum items",
    "multiple of": "multiple of|multipleof",
    "pattern": "pattern|muster|modèle|patrón|padrão regex",
    "format": "format",
    "constant": "constant|const",
}
"""Meaning -> its words, parted by `|`."""

CHROME: dict[str, str] = {
    "tree": "expand all|collapse all|alle erweitern|alle reduzieren|tout développer|tout réduire|expandir todo"
    "|contraer todo"
    "|expandir tudo|recolher tudo|show more|show less",
    "copy": "copy|copied|kopieren|copier|copiar",
    "try": "try it|try it!|try it & see response|code samples|send request",
    "alternatives": "or|and|oneof|anyof|allof|one of|any of|all of",
    "article": "print|share|dark|light|pdf|prev|next|contents|was this article helpful?|yes|no"
    "|thank you for your feedback"
    "|article summary|did you find this summary helpful?|powered by document360|what's next",
}
"""Words of the page's machinery, which document nothing."""

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

_TABLE = {meaning: tuple(words.split("|")) for meaning, words in WORDS.items()}
_MACHINERY = frozenset(word for words in CHROME.values() for word in words.split("|"))


def plain(text: str) -> str:
    """A label as compared: one space, lower case, no final colon."""
    return " ".join(text.split()).rstrip(":：").strip().lower()


def meaning(text: str, *among: str) -> str | None:
    """The first of these meanings that the label has."""
    words = plain(text)
    return next((one for one in among if words in _TABLE[one]), None)


def is_chrome(text: str) -> bool:
    """Whether the words belong to the page's machinery."""
    return plain(text) in _MACHINERY


def glued(text: str, *among: str) -> tuple[str, str] | None:
    """A label glued to its value ("Example50", "stringRequired" read from its end is not one): (meaning, value)."""
    for one in among:
        for word in _TABLE[one]:
            if len(text) > len(word) and text[: len(word)].lower() == word and text[0].isupper():
                return one, text[len(word) :].lstrip(" :")
    return None


def words(of: str) -> tuple[str, ...]:
    """The words of one meaning."""
    return _TABLE[of]
