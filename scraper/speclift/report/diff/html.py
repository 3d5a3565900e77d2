"""The report as one page that stands alone: no script, nothing fetched, light and dark.

Enters: a `Report`. Leaves: HTML. Everything that comes from a document is escaped where it lands.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from speclift.diff.wording import quoted, shown
from speclift.report.diff.markdown import safe_address
from speclift.report.diff.report import TITLES, by_operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.diff.change import Change
    from speclift.report.diff.report import Report

STYLE = """
:root { color-scheme: light dark; --line: #d0d7de; --soft: #57606a;
  --breaking: #cf222e; --warning: #9a6700; --info: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --line: #30363d; --soft: #8b949e; --breaking: #ff7b72; --warning: #d29922; --info: #58a6ff; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .2rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
ul { list-style: none; padding-left: 0; }
li { border-left: 3px solid var(--line); padding: .1rem .75rem; margin: .4rem 0; }
.breaking { border-color: var(--breaking); } .warning { border-color: var(--warning); }
.info { border-color: var(--info); }
small, summary { color: var(--soft); } table { border-collapse: collapse; width: 100%; }
td, th { border-bottom: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; }
"""


def render(report: Report) -> str:
    """The report as a page."""
    old, new = quoted(report.old, "html"), quoted(report.new, "html")
    parts = [
        f"<h1>{old} → {new}</h1>",
        f"<p><strong>{escape(report.summary())}.</strong> {escape(report.verdict().others())}.</p>",
    ]
    for level, changes in report.by_level():
        parts.append(f"<h2>{TITLES[level]}</h2>")
        for operation, found in by_operation(changes).items():
            parts.append(f"<h3>{_heading(operation, found[0])}</h3>")
            parts.append(_list(_change(change) for change in found))
    if report.python:
        parts.append("<h2>What it means for Python</h2>")
        parts.append(_list(f'<li class="{one.level.value}">{one.explain("html")}</li>' for one in report.python))
    if report.python_unsaid:
        parts.append(f"<p>What it means for Python cannot be said: {quoted(report.python_unsaid, 'html')}.</p>")
    if report.accepted:
        parts.append("<h2>Accepted</h2>")
        parts.append(
            _list(f"<li>{change.explain('html')}<br>{escape(one.reason)}</li>" for change, one in report.accepted)
        )
    if report.stale:
        parts.append("<h2>Accepted, but no longer there</h2>")
        parts.append(
            _list(f"<li><code>{escape(one.fingerprint)}</code> {escape(one.reason)}</li>" for one in report.stale)
        )
    return page(f"{shown(report.old)} → {shown(report.new)}", parts)


def page(title: str, parts: Iterable[str]) -> str:
    """A page of ours with a title (text) and a body (HTML)."""
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def _heading(operation: str, change: Change) -> str:
    if not operation:
        return "The document"
    address = safe_address(change.article)
    link = f' <a href="{escape(address)}" rel="noreferrer">documentation</a>' if address else ""
    return f"{quoted(operation, 'html')}{link}"


def _change(change: Change) -> str:
    where = f"{quoted(change.where, 'html')}: " if change.where else ""
    others = change.operations[1:]
    more = ""
    if others:
        items = "".join(f"<li>{quoted(str(operation), 'html')}</li>" for operation in others)
        more = f"<details><summary>also in {len(others)} more</summary><ul>{items}</ul></details>"
    about = f"<small>{escape(change.rule)} {change.fingerprint}</small>"
    return f'<li class="{change.level.value}">{where}{change.message("html")} {about}{more}</li>'
