"""What the command does, without the command line: options in, text and exit status out.

Enters: documents, already read, and options. Leaves: `Outcome`. Status 0: nothing that the caller wants to fail on;
1: there is. Bad input raises `InputError` (2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from speclift.diff.accepted import load_accepted, sort_accepted
from speclift.diff.change import Change, Level
from speclift.diff.compare import compare_documents, compare_words
from speclift.diff.lattice import lattice
from speclift.document.operations import iterate_operations
from speclift.document.soundness import require_sound
from speclift.model.findings import InputError
from speclift.python_api.change import PythonChange
from speclift.python_api.compare import python_changes
from speclift.python_api.verdict import verdict
from speclift.report.diff.page import page
from speclift.report.diff.policy import Policy
from speclift.report.diff.report import Report, Side
from speclift.report.diff.rules import rules_page
from speclift.report.lattice import page as lattice_page
from speclift.report.writers import WRITERS, text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from speclift.python_api.verdict import Verdict
    from speclift.report.blocks import Page

FailOn = Literal["breaking", "warning", "any"]
_WORST = {"breaking": Level.BREAKING, "warning": Level.WARNING, "any": Level.INFO}


@dataclass(frozen=True, slots=True)
class Options:
    """`format` is a key of `WRITERS`; `fail_on` the mildest level that fails ("any": every change), None: nothing
    does.

    `accepted` is a file of accepted changes; `policy` are levels and filters; `python` says what
    the changes mean for the generated packages; `docs` tells the changed texts of the documentation, which are only
    counted otherwise; `colour` is for text on a terminal; `today` is the day that acceptances are judged on (None: that
    of the clock)."""

    format: str = "text"
    fail_on: FailOn | None = None
    accepted: Path | None = None
    python: bool = False
    colour: bool = False
    policy: Policy = field(default_factory=Policy)
    today: date | None = None
    docs: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to print, and the exit status."""

    text: str
    status: int


def run(old: Side, new: Side, options: Options | None = None) -> Outcome:
    """Compare two documents."""
    options = options or Options()
    _known(options.format)
    report = compared(old, new, options)
    outdated = bool(report.stale or report.expired)
    failed = fails(report.verdict, options.fail_on) or (options.fail_on is not None and outdated)
    return Outcome(written(page(report), options), int(failed))


def rules_text(options: Options) -> str:
    """The table of rules in the format of the options."""
    _known(options.format)
    return written(rules_page(), options)


def compared(old: Side, new: Side, options: Options) -> Report:
    """What the comparison of two documents comes to."""
    before, after = dict(old.document), dict(new.document)
    sound = require_sound(before, old.name), require_sound(after, new.name)
    changes = options.policy.wire(compare_documents(*sound), before, after)
    words = options.policy.wire(compare_words(*sound), before, after)
    changes += [word for word in words if word.level is not Level.INFO]
    python, unsaid = _python(before, after) if options.python else (None, "")
    if python is not None:
        python = tuple(options.policy.python(python, changes))
    acceptances = load_accepted(options.accepted) if options.accepted else ()
    every: list[Change | PythonChange] = [*changes, *(python or ())]
    paths = _paths(old, new)
    sorted_out = sort_accepted(every, acceptances, paths=paths, on=options.today)
    return Report(
        old, new,
        tuple(change for change in sorted_out.open if isinstance(change, Change)),
        sorted_out.accepted, sorted_out.stale,
        None if python is None else tuple(change for change in sorted_out.open if isinstance(change, PythonChange)),
        unsaid,
        sorted_out.expired, tuple(word for word in words if word.level is Level.INFO), options.docs,
    )  # fmt: skip


def _paths(old: Side, new: Side) -> Callable[[Change | PythonChange], Collection[str]]:
    """What gives the paths that a change is met in: those of its operations, in Python of its method."""
    by_id = {
        operation.operation_id: operation.path
        for side in (old, new)
        for operation in iterate_operations(dict(side.document))
    }

    def paths(change: Change | PythonChange) -> Collection[str]:
        if isinstance(change, Change):
            return {operation.path for operation in change.operations}
        return {by_id[change.operation_id]} if change.operation_id in by_id else ()

    return paths


def written(report: Page, options: Options) -> str:
    """A page in the format of the options."""
    return text.write(report, colour=options.colour) if options.format == "text" else WRITERS[options.format](report)


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
    _known(options.format)
    history = lattice(documents)
    failed = any(fails(verdict(step.changes, None), options.fail_on) for step in history.steps)
    return Outcome(written(lattice_page(history), options), int(failed))


def fails(judged: Verdict, fail_on: FailOn | None) -> bool:
    """Whether there is a change, on the wire or in Python, that the caller wants to fail on. A stale acceptance fails
    too, but is no change."""
    if fail_on is None:
        return False
    if fail_on not in get_args(FailOn):
        raise InputError(f"unknown level {fail_on!r}", hint=f"one of {', '.join(get_args(FailOn))}")
    return judged.at_least(_WORST[fail_on]) > 0


def _known(form: str) -> None:
    if form not in WRITERS:
        raise InputError(f"there is no format {form!r}", hint=f"one of {', '.join(WRITERS)}")
