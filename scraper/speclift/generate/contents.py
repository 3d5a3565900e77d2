"""What the templates of `__init__.py` and `errors.py` write: the public names of a package, and its errors.

Enters: a reading. Leaves: the templates' values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import prose
from speclift.generate.literals import Group, layout, literal
from speclift.generate.reserved import ERRORS

if TYPE_CHECKING:
    from speclift.generate.reading import Reading

PUBLIC = {
    "AsyncPage": "_pagination", "AsyncPages": "_pagination", "DateTime": "_values", "Drift": "_drift",
    "FileSource": "_files", "JSON": "_values", "Model": "_model", "Page": "_pagination", "RawResponse": "_resource",
    "UNSET": "_values", "Unset": "_values", "to_datetime": "_times",
}  # fmt: skip
"""The names of the runtime that a package exports, and where they are."""


@dataclass(frozen=True, slots=True)
class _Reason:
    name: str
    base: str
    doc: str
    literal: str


def _error_names(reading: Reading) -> list[str]:
    return [*sorted(ERRORS), f"{reading.document.settings.client}Error"]


def error_values(reading: Reading) -> dict[str, object]:
    """The values of `errors.py.jinja`."""
    runtime = sorted(_error_names(reading))
    own = [reason for reason in reading.reasons.all if not reason.is_status]
    pairs: list[str | Group] = [f"{literal(reason.reason)}: {reason.name}" for reason in reading.reasons.all]
    return {
        "runtime": runtime,
        "exported": sorted([*runtime, "REASONS", *(reason.name for reason in own)]),
        "reasons": [
            _Reason(reason.name, reason.base, prose.docstring(reason.words, "    "), literal(reason.reason))
            for reason in own
        ],
        "table": layout(Group("REASONS: Mapping[str, type[StatusError]] = {", pairs, "}", exploded=bool(pairs))),
    }


def init_values(reading: Reading) -> dict[str, object]:
    """The values of `__init__.py.jinja`: `where` are the names that come neither from `models` nor from `errors`, and
    those that come from both: the error wins.
    """
    document, settings = reading.document, reading.document.settings
    errors = {*_error_names(reading), *(reason.name for reason in reading.reasons.all)}
    where = dict.fromkeys(sorted(errors & reading.modules.of.keys()), "errors")
    where |= PUBLIC | ({"Event": "_frames"} if reading.rpc else {})
    title = f"A typed client for {document.title}, API version {document.version}."
    where |= {settings.client: "client", f"Async{settings.client}": "client"}
    taken = reading.modules.of.keys() & where.keys()
    return {
        "models": sorted(reading.modules.of.keys() - taken) if taken else ["*"] if reading.modules.of else [],
        "doc": prose.docstring([title, f"Start with `{settings.client}`."], ""),
        "where": sorted(where.items(), key=lambda pair: (pair[1], pair[0])),
    }
