"""The words that a platform prints round an API, by what they mean, in every language that it ships.

Enters: a table of words per meaning. Leaves: answers for printed labels. To add a language, add its word to each line
of `WORDS` (words that most platforms share) or to the platform's own table.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: dict[str, str] = {
    "required": "required|erforderlich|requerido|obligatorio|requis|obligatoire|必須|必填|vereist|påkrevd|obrigatório"
    "|obbligatorio|обязательно",
    "optional": "optional|opcional|optionnel|facultatif|オプション|任意|optioneel|opzionale|valgfri|可选|선택"
    "|необязательно",
    "deprecated": "deprecated|veraltet|obsoleto|obsolète|非推奨|verouderd|deprecato|foreldet|已弃用|descontinuado"
    "|지원 중단됨",
    "read-only": "read-only|read only|readonly|nur lesen|schreibgeschützt|solo lectura|lecture seule|読み取り専用"
    "|alleen lezen|skrivebeskyttet|somente leitura|只读",
    "write-only": "write-only|write only|writeonly|nur schreiben|solo escritura|écriture seule|書き込み専用"
    "|alleen schrijven|kun skriving|somente escrita|只写",
    "path": "path parameters|pfadparameter|parámetros de ruta|paramètres de chemin|パスパラメータ|padparameters"
    "|sti-parametere|parâmetros de rota|parâmetros de caminho|parametri di percorso|路径参数|경로 매개변수",
    "query": "query parameters|abfrageparameter|parámetros de consulta|paramètres de requête|クエリパラメータ"
    "|queryparameters|spørringsparametere|parâmetros de consulta|parametri di query|查询参数|쿼리 매개변수",
    "header": "header parameters|header-parameter|parámetros de encabezado|paramètres d'en-tête|ヘッダーパラメータ"
    "|headerparameters|header-parametere|parâmetros de cabeçalho|parametri di intestazione|头参数",
    "cookie": "cookie parameters|cookies",
    "responses": "responses|response|antworten|antwort|respuestas|respuesta|réponses|réponse|レスポンス|antwoorden"
    "|antwoord|responser|respons|respostas|resposta|risposte|响应|응답",
    "default": "default|standard|standardwert|valor predeterminado|predeterminado|par défaut|valeur par défaut"
    "|デフォルト|standaard|standardverdi|padrão|predefinito|默认值|默认",
    "example": "example|beispiel|ejemplo|exemple|例|voorbeeld|eksempel|exemplo|esempio|示例",
    "pattern": "pattern|muster|patrón|motif|modèle|パターン|patroon|mønster|padrão regex|模式",
    "format": "format|formato|フォーマット|格式",
    "values": "possible values|allowed values|valid values|available options|enum|mögliche werte|zulässige werte"
    "|gültige werte|valores posibles|valores permitidos|valeurs possibles|valeurs autorisées|valeurs valides"
    "|可能な値|許可される値|mogelijke waarden|geldige waarden|mulige verdier|valores possíveis|valores válidos|可能的值"
    "|允许的值|허용되는 값",
}
"""Meaning -> its words, parted by `|`: what most renderers print, as they translate it."""

ROW_LABELS = ("required", "optional", "deprecated")
"""What a label says of the row in which it stands."""

_VALUE_LABELS = ("default", "example", "pattern", "format", "values")

COPY = "copy|copied|copied!|copy to clipboard|kopieren|copiar|copier|コピー|kopiëren|kopier|复制|复制到剪贴板"
"""The button beside a block of code."""


def plain(text: str) -> str:
    """A label as compared: one space, lower case, no final colon."""
    return " ".join(text.split()).rstrip(":：").strip().lower()


class Labels:
    """The words of one platform.

    `own` adds words to the meanings of `WORDS` and brings meanings of its own; `chrome` are the words of the page's
    machinery (copying, trying out, navigation), which document nothing. Where a page's words are its author's and not
    a renderer's, `shared` is empty. `printed` matches longer runs of text that the platform prints round every page
    ("Last updated 2 days ago", "Show 3 properties").
    """

    def __init__(
        self,
        own: Mapping[str, str],
        chrome: Mapping[str, str],
        shared: Mapping[str, str] = MappingProxyType(WORDS),
        printed: str = "",
    ) -> None:
        tables = (shared, own)
        self._words: dict[str, tuple[str, ...]] = {}
        for meaning in {**shared, **own}:
            words = (word for table in tables if meaning in table for word in table[meaning].split("|"))
            self._words[meaning] = tuple(dict.fromkeys(words))
        self._printed = re.compile(printed or r"(?!)", re.IGNORECASE)
        leading = sorted((word for meaning in _VALUE_LABELS for word in self.words(meaning)), key=len, reverse=True)
        self._leading = re.compile(rf"(?:{'|'.join(map(re.escape, leading)) or '(?!)'})\s*[:：]?\s+", re.IGNORECASE)
        self._chrome = frozenset(word for words in (COPY, *chrome.values()) for word in words.split("|"))

    def words(self, *meanings: str) -> tuple[str, ...]:
        """The words of these meanings; of all of them, those of the machinery included, when none is named."""
        if not meanings:
            return (*(word for words in self._words.values() for word in words), *sorted(self._chrome))
        return tuple(word for meaning in meanings for word in self._words.get(meaning, ()))

    def single_words(self) -> frozenset[str]:
        """The labels that are one word, but for those that say something of a row (required, optional, deprecated)."""
        own = (word for meaning, words in self._words.items() if meaning not in ROW_LABELS for word in words)
        return frozenset(word for word in (*own, *self._chrome) if word.isalnum())

    def meaning(self, text: str, *among: str) -> str | None:
        """The first of these meanings (of all, when none is named) that a label has."""
        words = plain(text)
        return next((meaning for meaning in among or self._words if words in self._words[meaning]), None)

    def says(self, meaning: str, text: str) -> bool:
        """Whether a label has this meaning."""
        return plain(text) in self._words[meaning]

    def is_chrome(self, text: str) -> bool:
        """Whether the words belong to the page's machinery."""
        return plain(text) in self._chrome

    def is_printed_by_platform(self, text: str) -> bool:
        """Whether the platform prints these words by itself, whatever the page documents. The labels that say
        something of a row are none of these."""
        meaning = self.meaning(text)
        if meaning is not None:
            return meaning not in ROW_LABELS
        return self.is_chrome(text) or self._printed.fullmatch(text) is not None

    def without_label(self, text: str) -> str:
        """A run of text without the label of a value at its beginning: "Defaults to 50" is "50"."""
        return self._leading.sub("", text, count=1)

    def glued(self, text: str, *among: str) -> tuple[str, str] | None:
        """A label glued to its value ("Example50"): (meaning, value)."""
        for meaning in among:
            for word in self._words[meaning]:
                if len(text) > len(word) and text[: len(word)].lower() == word and text[0].isupper():
                    return meaning, text[len(word) :].lstrip(" :")
        return None
