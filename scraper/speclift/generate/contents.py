"""What the templates of `__init__.py` and `errors.py` write: the public names of a package, and its errors.

Enters: a reading. Leaves: the templates' values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import prose
from speclift.generate.imports import imported
from speclift.generate.literals import Group, layout, literal
from speclift.generate.reserved import ERRORS

if TYPE_CHECKING:
    from speclift.generate.reading import Reading

_VALUES = {
    "AsyncPage": "_pagination", "AsyncPages": "_pagination", "DateTime": "_values", "Drift": "_drift", "JSON": "_json",
    "FileSource": "_files", "Model": "_model", "Page": "_pagination", "RawResponse": "_response", "UNSET": "_values",
    "Unset": "_values", "to_datetime": "_times",
}  # fmt: skip


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
    """The values of `__init__.py.jinja`. Where two public names are one, the client's and the errors' win over a
    model's.
    """
    document, settings = reading.document, reading.document.settings
    where = {settings.client: "client", f"Async{settings.client}": "client"}
    for name in [*_error_names(reading), *(reason.name for reason in reading.reasons.all)]:
        where.setdefault(name, "errors")
    for name, module in (_VALUES | ({"Event": "_frames"} if reading.rpc else {})).items():
        where.setdefault(name, module)
    for name, module in reading.modules.of.items():
        where.setdefault(name, f"models.{module}")
    modules: dict[str, list[str]] = {}
    for name, module in where.items():
        modules.setdefault(module, []).append(name)
    title = document.title
    return {
        "doc": prose.docstring(
            [f"A typed client for {title}, API version {document.version}.", f"Start with `{settings.client}`."], ""
        ),
        "where": sorted(where.items()),
        "names": sorted(where),
        "imports": [imported(f".{module}", names) for module, names in sorted(modules.items())],
    }
