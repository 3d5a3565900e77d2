"""The words that Fern's renderer prints round an API, beyond those of `kit.labels`."""

from __future__ import annotations

import re

from speclift.readers.kit.labels import Labels

_COUNT = re.compile(r"^\D{0,40}?(\d{1,5})\s+(\D{1,40})$")
SECTIONS = ("path", "query", "header", "cookie", "body", "response headers", "response", "errors", "authentication")

labels = Labels(
    {
        "header": "headers|request headers|en-têtes|encabezados|header|ヘッダー|请求头|cabeçalhos|헤더",
        "body": "request|request body|body|requête|solicitud|anfrage|リクエスト|请求|requisição|요청|payload",
        "response headers": "response headers|en-têtes de réponse|encabezados de respuesta|antwort-header"
        "|レスポンスヘッダー|响应头|cabeçalhos de resposta",
        "response": "response|responses|réponse|respuesta|antwort|レスポンス|响应|resposta|응답",
        "errors": "errors|erreurs|errores|fehler|エラー|错误|erros|오류",
        "authentication": "authentication|authentification|autenticación|authentifizierung|認証|身份验证|autenticação"
        "|인증",
        "default": "defaults to|默认为",
        "properties": "property|properties|propriété|propriétés|propiedad|propiedades|eigenschaft|eigenschaften"
        "|プロパティ|属性|propriedade|propriedades",
        "enum values": "enum value|enum values|valeurs d'énumération|valores de enumeración|enum-werte|列挙値|枚举值",
        "variants": "variant|variants|variante|variantes|varianten|バリアント|变体",
        "units": "characters|items|caractères|caracteres|zeichen|文字|字符",
        "or": "or|ou|o|oder|または|或",
    },
    {
        "page": "view as markdown|copy page|open in claude|open in chatgpt|open in cursor|try it|send api request"
        "|api explorer|play|copy url",
        "icon": "abc|true|123|1.2|!|{}",
        "navigation": "previous|next|was this page helpful?|yes|no|edit this page|built with|up next",
    },
    printed=r"(?:show|hide) \d+ \w+(?: \w+)?|del|updated(?: .{1,40})?|retrieved|created|deleted|successful|accepted"
    r"|this endpoint expects (?:an?|the) [\w ]{1,60}\.",
)


def counted(text: str) -> tuple[str, str] | None:
    """What a closed or open toggle counts: "Show 29 properties" and "Hide 29 properties" are ("properties", "29")."""
    count = _COUNT.match(" ".join(text.split()))
    known = labels.meaning(count[2], "properties", "enum values", "variants") if count else None
    return (known, count[1]) if count and known else None
