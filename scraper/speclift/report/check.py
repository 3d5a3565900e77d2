"""What a check of documents found, as blocks: for people, annotations, test reports and code scanning.

Enters: findings with the files they are of. Leaves: `Page`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from speclift.document.pointers import split_pointer
from speclift.report.blocks import Block, Heading, Item, List, Name, Page, Problem, Prose, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.document.lines import Lines
    from speclift.model.findings import Finding

_TONES = {"error": "breaking", "warning": "warning", "info": "info"}


@dataclass(frozen=True)
class CheckResult:
    """One finding of one file. `lines` says where in the text its pointer is."""

    file: str
    finding: Finding
    lines: Lines

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return self.finding.rule

    @property
    def paths(self) -> tuple[str, ...]:
        """The path of the document that it is in; none for what stands elsewhere."""
        steps = split_pointer(self.finding.pointer)
        return (steps[1],) if len(steps) > 1 and steps[0] == "paths" else ()

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that depend on the file's name, the rule, the place and the message only."""
        name = self.file.replace("\\", "/").rpartition("/")[2]
        same = "\0".join((name, self.finding.rule, self.finding.pointer, self.finding.message))
        return hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def problem(self) -> Problem:
        """The finding as programs want it: with its line and column."""
        position = self.lines.at(self.finding.pointer)
        line, column = position if position is not None else (0, 0)
        return Problem(
            self.rule, _TONES[self.finding.severity], self.finding.message, self.finding.pointer, self.file, line,
            column, self.fingerprint,
        )  # fmt: skip

    def __str__(self) -> str:
        """`spec/x.yaml:12:5: error: rule: message at /pointer [fingerprint]`."""
        at = f":{self.problem.line}:{self.problem.column}" if self.problem.line else ""
        finding = self.finding
        where = finding.pointer or "/"
        return f"{self.file}{at}: {finding.severity}: {self.rule}: {finding.message} at {where} [{self.fingerprint}]"


def check_page(results: Sequence[CheckResult], summary: str) -> Page:
    """The report of a check. `summary` is its last line, and its title."""
    return Page(summary, tuple(_blocks(results, summary)), [_data(result) for result in results])


def _blocks(results: Sequence[CheckResult], summary: str) -> Iterator[Block]:
    yield Heading(1, (Prose(summary),))
    files = dict.fromkeys(result.file for result in results)
    for file in files:
        yield Heading(2, (Name(file),))
        yield List(tuple(_item(result) for result in results if result.file == file))
    if not files:
        yield Text(("Nothing was found.",))


def _item(result: CheckResult) -> Item:
    problem = result.problem
    words = (Prose(problem.message), " at ", Name(problem.pointer or "/"))
    return Item(words, problem.level, notes=((Name(f"{result.rule} {result.fingerprint}"),),), problem=problem)


def _data(result: CheckResult) -> dict[str, Any]:
    problem = result.problem
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "severity": result.finding.severity,
        "pointer": problem.pointer,
        "message": problem.message,
        "fingerprint": result.fingerprint,
    }
