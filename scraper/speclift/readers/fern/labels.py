"""The words that Fern's renderer prints round an API, in the languages it ships.

Enters: a printed label. Leaves: what it stands for. One line per meaning: to add a language, add its word to each line.
"""

from __future__ import annotations

import re

WORDS: dict[str, str] = {
    "required": "required|requis|requerido|obligatorio|erforderlich|必須|必填|obrigatório|필수|обязательно",
    "optional": "optional|optionnel|opcional|オプション|任意|可选|선택|необязательно",
    "deprecated": "deprecated|obsolète|obsoleto|veraltet|非推奨|已弃用|descontinuado|지원 중단됨",
    "read-only": "read-only|lecture seule|solo lectura|schreibgeschützt|読み取り専用|只读|somente leitura",
    "write-only": "write-only|écriture seule|solo escritura|nur schreiben|書き込み専用|只写|somente escrita",
    "path": "path parameters|paramètres de chemin|parámetros de ruta|pfadparameter|パスパラメータ|路径参数"
    "|parâmetros de caminho|경로 매개변수",
    "query": "query parameters|paramètres de requête|parámetros de consulta|abfrageparameter|クエリパラメータ|查询参数"
    "|parâmetros de consulta|쿼리 매개변수",
    "header": "headers|request headers|header parameters|en-têtes|encabezados|header|ヘッダー|请求头|cabeçalhos|헤더",
    "cookie": "cookies|cookie parameters",
    "body": "request|request body|body|requête|solicitud|anfrage|リクエスト|请求|requisição|요청|payload",
    "response headers": "response headers|en-têtes de réponse|encabezados de respuesta|antwort-header"
    "|レスポンスヘッダー"
    "|响应头|cabeçalhos de resposta",
    "response": "response|responses|réponse|respuesta|antwort|レスポンス|响应|resposta|응답",
    "errors": "errors|erreurs|errores|fehler|エラー|错误|erros|오류",
    "authentication": "authentication|authentification|autenticación|authentifizierung|認証|身份验证|autenticação|인증",
    "values": "allowed values|valeurs autorisées|valores permitidos|zulässige werte|許可される値|允许的值|허용되는 값",
    "default": "defaults to|default|par défaut|valeur par défaut|valor predeterminado|standardwert|デフォルト"
    "|默认为|padrão",
    "properties": "property|properties|propriété|propriétés|propiedad|propiedades|eigenschaft|eigenschaften|プロパティ"
    "|属性|propriedade|propriedades",
    "enum values": "enum value|enum values|valeurs d'énumération|valores de enumeración|enum-werte|列挙値|枚举值",
    "variants": "variant|variants|variante|variantes|varianten|バリアント|变体",
    "or": "or|ou|o|oder|または|或",
    "format": "format|formato|フォーマット|格式",
}
"""Meaning -> its words, parted by `|`."""

CHROME: dict[str, str] = {
    "page": "view as markdown|copy page|open in claude|open in chatgpt|open in cursor|try it|send api request"
    "|api explorer|play",
    "copy": "copy|copied!|copy url|copy to clipboard",
    "icon": "abc|true|123|1.2|!|{}",
    "navigation": "previous|next|was this page helpful?|yes|no|edit this page|built with|up next",
}
"""Words of the page's machinery, which document nothing."""

_TABLE = {meaning: frozenset(words.split("|")) for meaning, words in WORDS.items()}
_MACHINERY = frozenset(word for words in CHROME.values() for word in words.split("|"))
_COUNT = re.compile(r"^\D{0,40}?(\d{1,5})\s+(\D{1,40})$")
SECTIONS = ("path", "query", "header", "cookie", "body", "response headers", "response", "errors", "authentication")


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


def counted(text: str) -> tuple[str, str] | None:
    """What a closed or open toggle counts: "Show 29 properties" and "Hide 29 properties" are ("properties", "29")."""
    found = _COUNT.match(" ".join(text.split()))
    if found is None:
        return None
    words = found[2].strip().lower()
    known = next((one for one in ("properties", "enum values", "variants") if words in _TABLE[one]), None)
    return (known, found[1]) if known else None
