"""Names that OpenAPI admits for components: letters, digits, `.`, `-` and `_` of ASCII (OpenAPI 3.1.1, 4.8.7.1).

Enters: a name in any language. Leaves: an admitted one. It depends on the name alone, so every reference agrees with
what it is to.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.model.api import Component


@lru_cache(maxsize=4096)
def component_name(name: str) -> str:
    """`name` itself where it is admitted.

    Accents go; what remains outside ASCII is left out, and six digits of a digest tell names apart that then look
    alike.
    """
    if re.fullmatch(r"[A-Za-z0-9._-]+", name):
        return name
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    kept = re.sub(r"[^A-Za-z0-9._-]", "", plain)
    if kept and kept == plain:
        return kept
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{kept or 'Schema'}_{digest}"


def unique_titles(components: Iterable[Component]) -> dict[str, str]:
    """The titles that may be written, by name of the component: tools make one class of schemas with one title.

    A title that is another's, or another's name but for case and punctuation, is left out.
    """
    components = list(components)
    names = {_folded(component.name): component.name for component in components}
    count = Counter(_folded(component.title) for component in components)
    return {
        component.name: component.title
        for component in components
        if component.title
        and count[_folded(component.title)] == 1
        and names.get(_folded(component.title), component.name) == component.name
    }


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
