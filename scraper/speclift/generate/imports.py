"""Import statements for the names that a generated file uses, and no others.

Enters: a `Script`. Leaves: lines, the standard library's first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate.literals import INDENT, WIDTH, width
from speclift.generate.reserved import RUNTIME, STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.generate.reading import Reading
    from speclift.generate.shapes import Script


def statements(script: Script, reading: Reading, *, level: str, models: str) -> list[str]:
    """The imports of a file; `level` is the way to the package (`.`, or `..` in a folder of it), `models` to the
    types.
    """
    names: dict[str, list[str]] = {}
    for name in script.names:
        module = STANDARD.get(name) or level + RUNTIME[name]
        names.setdefault(module, []).append(name)
    for name in script.definitions:
        module = f"{models}{reading.modules.of[name]}" if name in reading.modules.of else f"{level}inputs"
        alias = script.aliases.get(name)
        names.setdefault(module, []).append(f"{name} as {alias}" if alias else name)
    modules = [f"import {module}" for module in sorted(script.modules)]
    ordered = sorted(names, key=lambda module: (module.startswith("."), module))
    lines = [imported(module, names[module]) for module in ordered]
    first = next((index for index, module in enumerate(ordered) if module.startswith(".")), len(ordered))
    standard, own = [*modules, *lines[:first]], lines[first:]
    return [*standard, "", *own] if standard and own else [*standard, *own]


def imported(module: str, names: Sequence[str]) -> str:
    """One import statement, on one line where it fits even when it is indented, else one name per line."""
    ordered = sorted(names, key=lambda name: (0 if name.isupper() else 1 if name[0].isupper() else 2, name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(INDENT) + width(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"{INDENT}{name},\n" for name in ordered) + ")"
