"""What the command does, without the command line: options in, text and exit status out.

Enters: documents, already read, and options. Leaves: `Outcome`. Status 0: nothing that the caller wants to fail on;
1: there is. Bad input raises `InputError` (2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from speclift.diff.accepted import load_accepted, sort_accepted
from speclift.diff.change import Level
from speclift.diff.compare import compare
from speclift.diff.lattice import lattice
from speclift.model.findings import InputError
from speclift.python_api.compare import python_changes
from speclift.python_api.verdict import verdict
from speclift.report.diff import FORMATS, text
from speclift.report.diff.report import Report
from speclift.report.lattice import FORMATS as LATTICE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from speclift.python_api.change import PythonChange
    from speclift.python_api.verdict import Verdict

FailOn = Literal["breaking", "warning", "any"]
_WORST = {"breaking": Level.BREAKING, "warning": Level.WARNING, "any": Level.INFO}


@dataclass(frozen=True, slots=True)
class Options:
    """`format` is a key of `FORMATS`; `fail_on` the mildest level that fails ("any": every change), None: nothing
    does.

    `accepted` is a file of accepted changes; `file` what annotations point to; `python` says what the changes mean
    for the generated packages; `colour` is for text on a terminal."""

    format: str = "text"
    fail_on: FailOn | None = None
    accepted: Path | None = None
    file: str = ""
    python: bool = False
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to print, and the exit status."""

    text: str
    status: int


def run(
    old: dict[str, Any],
    new: dict[str, Any],
    options: Options | None = None,
    *,
    old_name: str = "old",
    new_name: str = "new",
) -> Outcome:
    """Compare two documents. The names are what a person calls them (`v3.9`, `OLD.yaml`)."""
    options = options or Options()
    render = _format(options.format, FORMATS)
    sorted_out = sort_accepted(
        compare(old, new, old_name=old_name, new_name=new_name),
        load_accepted(options.accepted) if options.accepted else (),
    )
    python, unsaid = _python(old, new) if options.python else (None, "")
    report = Report(
        old_name,
        new_name,
        sorted_out.open,
        sorted_out.accepted,
        sorted_out.stale,
        python,
        options.file or new_name,
        unsaid,
    )
    failed = fails(report.verdict(), options.fail_on) or (options.fail_on is not None and bool(report.stale))
    printed = text.render(report, colour=options.colour) if options.format == "text" else render(report)
    return Outcome(printed, int(failed))


def _python(old: dict[str, Any], new: dict[str, Any]) -> tuple[tuple[PythonChange, ...] | None, str]:
    """What the changes mean for Python, or why that cannot be said. A document that no package can be made of can be
    compared all the same."""
    try:
        return tuple(python_changes(old, new)), ""
    except InputError as error:
        return None, str(error)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # The generator is made for documents of the build; these are anybody's, and may be malformed.
        return None, f"no package can be made of it ({type(error).__name__}: {error})"


def run_lattice(documents: Mapping[str, dict[str, Any]], options: Options | None = None) -> Outcome:
    """Compare all versions, oldest first. `fail_on` looks at the changes of every step."""
    options = options or Options()
    render = _format(options.format, LATTICE_FORMATS)
    found = lattice(documents)
    failed = any(fails(verdict(step.changes, None), options.fail_on) for step in found.steps)
    return Outcome(render(found), int(failed))


def fails(judged: Verdict, fail_on: FailOn | None) -> bool:
    """Whether there is a change, on the wire or in Python, that the caller wants to fail on. A stale acceptance fails
    too, but is no change."""
    if fail_on is None:
        return False
    if fail_on not in get_args(FailOn):
        raise InputError(f"unknown level {fail_on!r}", hint=f"one of {', '.join(get_args(FailOn))}")
    return judged.at_least(_WORST[fail_on]) > 0


def _format(name: str, formats: Mapping[str, Any]) -> Any:
    if name not in formats:
        raise InputError(f"there is no format {name!r}", hint=f"one of {', '.join(formats)}")
    return formats[name]
