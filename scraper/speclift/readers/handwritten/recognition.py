"""Whether a page is documentation that a person wrote: methods with paths in it.

Enters: a page. Leaves: a `Recognition`, never surer than a platform's own reader is of its page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.kit.bare_text import bare_text
from speclift.readers.kit.walls import wall_in
from speclift.readers.page import Recognition

if TYPE_CHECKING:
    from speclift.readers.page import Page

_LOOK: Final = 3_000_000
_MOST: Final = 0.6
_LEAST: Final = 0.5
_SIGNATURE: Final = re.compile(
    rb"(?<![\w/])(?:GET|POST|PUT|PATCH|DELETE)[\s:`*|]{1,12}(?:https?://|/(?!/)|\{\{?\w+\}?\}/|&lt;|\$\w*/)"
    rb"|\[(?:GET|POST|PUT|PATCH|DELETE)(?:\s{1,12}/[^\[\]]{0,300})?\]"
    rb"|(?<![\w/])(?:GET|POST|PUT|PATCH|DELETE)\s[^/{]{0,80}\{\{\w+\}\}/"
    rb"|(?:curl|wget|http)\s[^\n]{0,200}https?://"
    rb"|(?<![\w.])/(?:api|v\d)[\w/.-]{0,300}\?[\w.\[\]]{1,100}="
    rb"|/[\w{}:./-]{1,300}\s{1,12}(?:GET|POST|PUT|PATCH|DELETE)\b"
)
_HEADING: Final = re.compile(
    rb"<h[1-6][^<>]*>(?:\s|<[^<>]*>){0,30}(?:GET|POST|PUT|PATCH|DELETE)(?:\s|<[^<>]*>){1,30}[A-Za-z][\w-]*/[\w{}/.-]+"
)
"""A heading of method and path; the path may lack its first slash."""
_BADGE: Final = re.compile(
    rb"<(?:span|b|strong|code|label)\b[^<>]*>\s{0,9}(?:get|post|put|patch|delete)\s{0,9}</\w+>(?:\s|<[^<>]*>){0,9}/\w"
)
"""A method that a style sheet sets in capitals, beside its path."""
_FACTS: Final = re.compile(
    (
        "(?:URL|URI|Endpoint|Path|Route|Method|Resource|Recurso|Ruta|Método|Metodo|Percorso|Indirizzo|Caminho|Endereço|Methode|Pfad|Adresse|Chemin|Метод|Адрес|Путь|地址|方式|方法|路径)"
        r"(?:[\s:*`]|：){0,12}(?:https?://|/\w|(?:GET|POST|PUT|DELETE)\b)"
    ).encode(),
    re.IGNORECASE,
)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` documents an API by hand."""
    content = page.content[:_LOOK]
    if not re.search(rb"<(?:html|body|h[1-6]|p|table|pre|div|ul)\b", content, re.IGNORECASE):
        return Recognition("handwritten", 0.0, ())
    text = bare_text(content)
    count = (
        len(_SIGNATURE.findall(text))
        + len(_FACTS.findall(text))
        + len(_HEADING.findall(content))
        + len(_BADGE.findall(content))
    )
    if not count:
        return Recognition("handwritten", 0.0, ())
    wall = wall_in(page.content)
    if wall and count < 2:
        return Recognition("handwritten", 0.1, (f"but it is {wall}",))
    sure = round(min(_MOST, _LEAST + 0.01 * count), 2)
    return Recognition("handwritten", sure, (f"{count} methods with addresses, written by hand",))
