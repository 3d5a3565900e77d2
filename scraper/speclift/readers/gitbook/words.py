"""The words that GitBook's renderer prints round an API, beyond those of `kit.labels`."""

from __future__ import annotations

from speclift.readers.kit.labels import Labels, plain

labels = Labels(
    {
        "required": "*",
        "discriminator": "discriminator|diskriminator|discriminador|discriminateur|ディスクリミネーター|判别器",
        "nullable": "nullable|ヌル許容|null toegestaan|kan være null|anulável|可为 null",
        "min": "min|mín|最小|最小值",
        "max": "max|máx|maks|最大|最大值",
        "path": "path",
        "query": "query",
        "headers": "headers|header|ヘッダー|请求头",
        "cookie": "cookie",
        "body": "body|request body|payload|corpo|cuerpo|corps|carga útil|charge utile|本文|ペイロード|请求体|有效载荷",
        "request": "request",
        "authentication": "authorizations|authorization|autorisierungen|autorizaciones|autorisations|認可|autorisaties"
        "|autorisasjoner|autorizações|授权",
        "scopes": "required scopes|erforderliche scopes|scopes requeridos|scopes requis|必須スコープ|vereiste scopes"
        "|påkrevde scopes|scopes obrigatórios|必需范围",
        "callbacks": "callbacks|callback",
        "properties": "properties|eigenschaften|propiedades|propriétés|プロパティ|eigenschappen|egenskaper|propriedades"
        "|属性|child attributes|items",
        "or": "or|oder|o|ou|または|of|eller|或|and|und|y|et|および|en|og|e|和",
        "no content": "no content|no body|kein inhalt|sin contenido|aucun contenu|コンテンツなし|geen inhoud"
        "|ingen innhold|sem conteúdo|无内容",
        "circular": "circular reference|circular reference to|zirkuläre referenz|referencia circular"
        "|référence circulaire|循環参照|circulaire verwijzing|sirkulær referanse|referência circular|循环引用",
    },
    {
        "try": "test it|testen|pruébalo|tester|テストする|test het|test det|testar|测试一下|ask ai|try it",
        "glyph": "↩|·|+|-",
        "page": "last updated|was this helpful?|on this page|for the complete documentation index, see|llms.txt"
        "|markdown|. this page is also available as|more|previous|next",
    },
    printed=r"(?:show|hide) .{1,60}|.{1,60} (?:anzeigen|ausblenden)|(?:mostrar|ocultar|afficher|masquer) .{1,60}",
)

_SHOWING = (
    *("show", "hide", "anzeigen", "ausblenden", "mostrar", "ocultar", "afficher", "masquer", "toon", "verberg"),
    *("vis", "skjul", "を表示", "を非表示", "显示", "隐藏"),
)


def is_chrome(text: str) -> bool:
    """Whether the words belong to the page's machinery: copying, trying out, opening and closing."""
    return labels.is_chrome(text) or is_toggle(text)


def is_toggle(text: str) -> bool:
    """ "Show properties", "Eigenschaften ausblenden": the label of something that opens and closes."""
    words = plain(text)
    if len(words) > 80:
        return False
    return any(
        words.startswith(f"{verb} ") or words.endswith(f" {verb}") or (not verb.isascii() and verb in words)
        for verb in _SHOWING
    )
