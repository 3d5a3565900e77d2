"""The words that GitBook's renderer prints round an API, in every language it ships (en, de, es, fr, ja, nl, no, pt,
zh).

Enters: a printed label. Leaves: what it stands for, None for words that are no label. One table, one line per meaning:
to add a language, add its word to each line.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "required": "required|erforderlich|requerido|requis|必須|vereist|påkrevd|obrigatório|必填|*",
    "optional": "optional|opcional|optionnel|facultatif|オプション|任意|optioneel|valgfri|可选",
    "deprecated": "deprecated|veraltet|obsoleto|obsolète|非推奨|verouderd|foreldet|已弃用",
    "read-only": "read-only|readonly|nur lesen|solo lectura|lecture seule|読み取り専用|alleen lezen|skrivebeskyttet"
    "|somente leitura|只读",
    "write-only": "write-only|writeonly|nur schreiben|solo escritura|écriture seule|書き込み専用|alleen schrijven"
    "|kun skriving|somente escrita|只写",
    "discriminator": "discriminator|diskriminator|discriminador|discriminateur|ディスクリミネーター|判别器",
    "nullable": "nullable|ヌル許容|null toegestaan|kan være null|anulável|可为 null",
    "min": "min|mín|最小|最小值",
    "max": "max|máx|maks|最大|最大值",
    "path": "path parameters|path|pfadparameter|parámetros de ruta|paramètres de chemin|パスパラメータ|padparameters"
    "|sti-parametere|parâmetros de rota|路径参数",
    "query": "query parameters|query|abfrageparameter|parámetros de consulta|paramètres de requête|クエリパラメータ"
    "|queryparameters|spørringsparametere|parâmetros de consulta|查询参数",
    "header": "header parameters|header-parameter|parámetros de encabezado|paramètres d'en-tête|ヘッダーパラメータ"
    "|headerparameters|header-parametere|parâmetros de cabeçalho|头参数",
    "headers": "headers|header|ヘッダー|请求头",
    "cookie": "cookie|cookies|cookie parameters",
    "body": "body|request body|payload|corpo|cuerpo|corps|carga útil|charge utile|本文|ペイロード|请求体|有效载荷",
    "responses": "responses|response|antworten|antwort|respuestas|respuesta|réponses|réponse|レスポンス|antwoorden"
    "|antwoord|responser|respons|respostas|resposta|响应",
    "request": "request",
    "authentication": "authorizations|authorization|autorisierungen|autorizaciones|autorisations|認可|autorisaties"
    "|autorisasjoner|autorizações|授权",
    "scopes": "required scopes|erforderliche scopes|scopes requeridos|scopes requis|必須スコープ|vereiste scopes"
    "|påkrevde scopes|scopes obrigatórios|必需范围",
    "callbacks": "callbacks|callback",
    "default": "default|standard|standardwert|valor predeterminado|par défaut|デフォルト|standaard|standardverdi"
    "|padrão|默认值|默认",
    "example": "example|beispiel|ejemplo|exemple|例|voorbeeld|eksempel|exemplo|示例",
    "pattern": "pattern|muster|patrón|motif|modèle|パターン|patroon|mønster|padrão regex|模式",
    "values": "possible values|mögliche werte|valores posibles|valeurs possibles|可能な値|mogelijke waarden"
    "|mulige verdier|valores possíveis|可能的值|available options|enum",
    "properties": "properties|eigenschaften|propiedades|propriétés|プロパティ|eigenschappen|egenskaper|propriedades"
    "|属性"
    "|child attributes|items",
    "or": "or|oder|o|ou|または|of|eller|或|and|und|y|et|および|en|og|e|和",
    "no content": "no content|no body|kein inhalt|sin contenido|aucun contenu|コンテンツなし|geen inhoud|ingen innhold"
    "|sem conteúdo|无内容",
    "circular": "circular reference|circular reference to|zirkuläre referenz|referencia circular|référence circulaire"
    "|循環参照|circulaire verwijzing|sirkulær referanse|referência circular|循环引用",
}
"""Meaning -> its words, parted by `|`."""

CHROME: dict[str, str] = {
    "copy": "copy|copied|copy to clipboard|kopieren|copiar|copier|コピー|kopiëren|kopier|复制|复制到剪贴板",
    "try": "test it|testen|pruébalo|tester|テストする|test het|test det|testar|测试一下|ask ai|try it",
    "glyph": "↩|·|+|-",
}
"""Words of the page's machinery, which document nothing."""

_SHOWING: tuple[str, ...] = (
    "show",
    "hide",
    "anzeigen",
    "ausblenden",
    "mostrar",
    "ocultar",
    "afficher",
    "masquer",
    "を表示",
    "を非表示",
    "toon",
)
_SHOWING += ("verberg", "vis", "skjul", "显示", "隐藏")


def _table(lines: dict[str, str]) -> dict[str, frozenset[str]]:
    return {meaning: frozenset(words.split("|")) for meaning, words in lines.items()}


_WORDS, _CHROME = _table(WORDS), _table(CHROME)


def says(meaning: str, text: str) -> bool:
    """Whether a label has this meaning."""
    return plain(text) in _WORDS[meaning]


def meaning(text: str, *among: str) -> str | None:
    """The first of these meanings that the label has."""
    words = plain(text)
    return next((one for one in among if words in _WORDS[one]), None)


def is_chrome(text: str) -> bool:
    """Whether the words belong to the page's machinery: copying, trying out, opening and closing."""
    words = plain(text)
    return any(words in some for some in _CHROME.values()) or is_toggle(text)


def is_toggle(text: str) -> bool:
    """ "Show properties", "Eigenschaften ausblenden": the label of something that opens and closes."""
    words = plain(text)
    if len(words) > 80:
        return False
    return any(
        words.startswith(f"{one} ") or words.endswith(f" {one}") or (not one.isascii() and one in words)
        for one in _SHOWING
    )


def plain(text: str) -> str:
    """A label as compared: one space, lower case, no final colon."""
    return " ".join(text.split()).rstrip(":：").strip().lower()
