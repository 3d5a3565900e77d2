"""How commands speak: errors and hints, in colour where somebody sees them; and the options before a command.

Enters: `InputError`s, and the options of the call. Leaves: lines on standard error. A pipe gets one line for each error
(`error: file: place: message (hint)`), a terminal the hint on a line of its own.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.workspace.layout import Workspace

Colour = Literal["auto", "always", "never"]
_RED, _YELLOW, _CYAN, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[1m", "\x1b[0m"


@dataclass(slots=True)
class Settings:
    """The options that stand before a command; one call of the program has one."""

    colour: Colour = "auto"
    quiet: bool = False
    verbose: bool = False
    project: Path | None = None


SETTINGS = Settings()


def is_coloured() -> bool:
    """Whether standard error is to be coloured: as asked for, else on a terminal unless NO_COLOR says otherwise."""
    if SETTINGS.colour != "auto":
        return SETTINGS.colour == "always"
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def say_error(error: Exception | str) -> None:
    """Say what went wrong."""
    _say("error", error, _RED)


def say_warning(text: str) -> None:
    """Say what went less well than it might."""
    _say("warning", text, _YELLOW)


def _say(kind: str, what: Exception | str, colour: str) -> None:
    coloured = is_coloured()
    if not coloured and not sys.stderr.isatty():
        print(f"{kind}: {what}", file=sys.stderr, flush=True)
        return
    hint = what.hint if isinstance(what, InputError) else ""
    text = str(what).removesuffix(f" ({hint})") if hint else str(what)
    word = f"{_BOLD}{colour}{kind}{_PLAIN}" if coloured else kind
    print(f"{word}: {text}", file=sys.stderr, flush=True)
    if hint:
        print(f"{_BOLD}{_CYAN}hint{_PLAIN}: {hint}" if coloured else f"hint: {hint}", file=sys.stderr, flush=True)


def current_workspace() -> Workspace:
    """The workspace of this call: that of `--project`, else the nearest at or above the current folder.

    Raises `InputError` when there is none.
    """
    from speclift.workspace.layout import find_workspace

    return find_workspace(SETTINGS.project or Path.cwd())
