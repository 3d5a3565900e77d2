"""The lattice for a terminal: what came, went and changed, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.wording import shown
from speclift.report.lattice.rows import moved, row, steps, summary

if TYPE_CHECKING:
    from speclift.diff.lattice.items import Lattice


def render(lattice: Lattice) -> str:
    """The lattice as text."""
    lines = [summary(lattice), ""]
    lines += [f"{old} → {new}: {count} changes, {breaking} breaking" for old, new, count, breaking in steps(lattice)]
    for title, items in moved(lattice):
        lines += ["", title]
        for item in items:
            words = row(item)
            told = [
                f"{word} {value}" for word, value in zip(("since", "until", "changed"), words[1:], strict=True) if value
            ]
            lines.append(f"  {shown(words.subject)}: {'; '.join(told)}")
    return "\n".join(lines) + "\n"
