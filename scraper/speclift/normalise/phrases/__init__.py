"""What single words and phrases of documentation mean: one family per file, one line of a table per rule.

Enters: words as printed (Markdown). Leaves: small values. Nothing in here knows an article, a version or OpenAPI,
and none of the families knows another one.

`FAMILIES` are those that read a description. Each takes the text and the kind of value that it describes, and gives
what it understood by the names of `Facts`; `read_description` folds them. A new family is a file and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from speclift.normalise.phrases.deprecation import is_deprecated
from speclift.normalise.phrases.lengths import LONGEST_TEXT
from speclift.normalise.phrases.limits import read_limits
from speclift.normalise.phrases.multiples import read_multiple
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.phrases.obligation import read_obligation
from speclift.normalise.phrases.references import mentions
from speclift.normalise.phrases.shown_values import shown_values
from speclift.normalise.phrases.stated_defaults import read_default
from speclift.normalise.phrases.units import read_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Family = Callable[[str, str], Mapping[str, Any]]

FAMILIES: Final[tuple[Family, ...]] = (
    read_limits,
    read_multiple,
    lambda text, kind: {"default": read_default(text, kind)},
    lambda text, _: {"nullable": may_be_null(text)},
    lambda text, _: {"required": read_obligation(text)},
    lambda text, _: {"deprecated": is_deprecated(text)},
    lambda text, kind: {"unit": "" if kind == "boolean" else read_unit(text)},
    lambda text, _: {"examples": shown_values(text)},
    lambda text, _: {"mentions": mentions(text)},
)
"""The families of phrases in descriptions. No two give the same fact."""


def read_description(text: str, kind: str) -> dict[str, Any]:
    """What a description says of a value of `kind` (a JSON type, or "any"), by the name of each fact.

    The facts: `nullable`, `required` (None: not said), `deprecated`, `unit`, `default` (its words, or None),
    `examples`, `mentions`, and any limit of `model.api.Scalar` or `ListOf` that the description sets.
    """
    facts: dict[str, Any] = {}
    for family in FAMILIES:
        facts.update(family(text[:LONGEST_TEXT], kind))
    return facts
