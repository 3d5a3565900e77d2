"""The problems of a report as JUnit XML, the form in which CI systems take the results of tests.

Enters: a page. Leaves: one test case for each problem; those that break are failures. Schema: Jenkins' junit-10.xsd."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from speclift.report.blocks import Page, Problem

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold (2.2)."""


def write(page: Page) -> str:
    """The page's problems as JUnit XML."""
    problems = page.problems()
    failures = sum(problem.level == "breaking" for problem in problems)
    cases = [_case(problem) for problem in problems]
    counts = f'tests="{len(problems)}" failures="{failures}" errors="0" skipped="0"'
    suite = f'  <testsuite name={_attribute(page.title)} {counts} time="0">'
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>", suite, *cases, "  </testsuite>",
         "</testsuites>", ""]
    )  # fmt: skip


def _case(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    name = f"    <testcase name={_attribute(problem.message)} classname={_attribute(problem.rule)}"
    if problem.level != "breaking":
        return f"{name}><system-out>{_text(f'{problem.level} {place}'.strip())}</system-out></testcase>"
    about = _text(" ".join(part for part in (place, problem.pointer, problem.fingerprint) if part))
    failure = f"<failure message={_attribute(problem.message)} type={_attribute(problem.level)}>{about}</failure>"
    return f"{name}>{failure}</testcase>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
