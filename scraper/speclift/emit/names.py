"""Names that OpenAPI admits for components: letters, digits, `.`, `-` and `_` of ASCII (OpenAPI 3.1.1, 4.8.7.1).

Enters: a name in any language. Leaves: an admitted one. It depends on the name alone, so every reference agrees with
what it is to.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache


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
