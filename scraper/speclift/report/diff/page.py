"""A comparison of two documents as blocks: the verdict, what happened on the wire, what it means for Python.

Enters: a `Report`. Leaves: its `Page`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.change import Change, Level
from speclift.python_api.verdict import counted
from speclift.report.blocks import Faint, Heading, Item, Link, List, Name, Page, Problem, Prose, Quoted, Text
from speclift.report.diff.data import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclift.diff.accepted import Acceptance
    from speclift.model.wording import Part
    from speclift.python_api.change import PythonChange
    from speclift.report.blocks import Block, Span, Words
    from speclift.report.diff.report import Report, Side
    from speclift.report.diff.told import Told

TITLES = {Level.BREAKING: "Breaking changes", Level.WARNING: "Warnings", Level.INFO: "Other changes"}


def page(report: Report) -> Page:
    """The report as a page. Its title is the first line of every format."""
    return Page(report.title(), tuple(_blocks(report)), data(report))


def _blocks(report: Report) -> Iterator[Block]:
    yield Heading(1, (Name(report.old.name), " → ", Name(report.new.name), f": {report.sentence()}"))
    if report.verdict.at_least(Level.INFO):
        yield Text((f"{_capital(report.verdict.others())}.",))
    if report.words and not report.tells_words:
        texts = counted(len(report.edits), "text")
        yield Text(
            (
                f"{texts} of the documentation changed; ",
                Name("--docs"),
                " tells them.",
            )
        )
    for level, title in TITLES.items():
        of_level = [told for told in report.told if told.first.level is level]
        if of_level:
            yield Heading(2, (title,), level.value)
            for heading, told in _by_subject(of_level).items():
                yield Heading(3, _subject(heading, told[0]))
                yield List(tuple(_item(change, report) for change in told))
    yield from _python(report)
    if report.words and report.tells_words:
        yield Heading(2, ("What the documentation says otherwise",))
        yield List(tuple(edit.item() for edit in report.edits))
    if report.accepted:
        yield Heading(2, ("Accepted",))
        yield List(tuple(
            Item((*change.explained(), ": ", Prose(acceptance.reason))) for change, acceptance in report.accepted
        ))  # fmt: skip
    yield from _outdated(report.stale, "stale-acceptance", "Accepted, but no longer there: take them out")
    yield from _outdated(report.expired, "expired-acceptance", "Accepted, but expired: decide again")


def _outdated(acceptances: Sequence[Acceptance], rule: str, heading: str) -> Iterator[Block]:
    """Acceptances that no longer hold, each a problem of its own."""
    if acceptances:
        yield Heading(2, (heading,), "warning")
        state = heading.partition(":")[0].lower()
        yield List(tuple(
            Item(
                (Name(past.named), f" (until {past.expires})" if past.expires else "", ": ", Prose(past.reason)),
                problem=Problem(rule, "warning", f"{state}: {past.named}: {past.reason}", fingerprint=past.fingerprint),
            )
            for past in acceptances
        ))  # fmt: skip


def _by_subject(told: Iterable[Told]) -> dict[str, list[Told]]:
    """What is told, under what it is told of: "" for the document, "objects" for components, else an operation."""
    groups: dict[str, list[Told]] = {"": [], "objects": []}
    for change in told:
        subject = (
            "" if change.whole else "objects" if change.owners or change.senders else str(change.first.operations[0])
        )
        groups.setdefault(subject, []).append(change)
    return {subject: members for subject, members in groups.items() if members}


def _subject(subject: str, told: Told) -> Words:
    if subject in ("", "objects"):
        return ("The document" if not subject else "Objects",)
    article = told.first.article
    return (Name(subject), *((" ", Link("documentation", article)) if article else ()))


def _item(told: Told, report: Report) -> Item:
    change = told.first
    rules = " ".join(dict.fromkeys(change.rule for change in told.changes))
    words = (*told_words(told), "  ", Faint(f"[{rules} {change.fingerprint}]"))
    others = told.operations if (told.owners or told.senders) else told.operations[1:]
    more = () if told.whole else tuple((Name(str(operation)),) for operation in others)
    title = "met in" if told.owners or told.senders else "also in"
    return Item(words, change.level.value, (), more, title, problem_of(change, report.new))


def told_words(told: Told) -> Words:
    """What happened, its type and its documented words, the components that show it, and what it was perhaps renamed
    to."""
    change = told.first
    words: list[Span] = []
    if not (told.owners or told.senders) and change.where:
        words += [Name(change.where), ": "]
    words += change.words()
    if told.kind and told.kind != "anything":
        words += [": " if change.action != "change" else ", ", Name(told.kind)]
    if told.sentence:
        words += [" – ", Prose(told.sentence)]
    words += _owners(told)
    if told.renamed:
        words += [" (perhaps renamed to ", Quoted(told.renamed), ": same place, same type, same words)"]
    return tuple(words)


def _owners(told: Told) -> list[Span]:
    if not told.owners and not told.senders:
        return []
    words: list[Span] = [", in "]
    for index, owner in enumerate(told.owners):
        words += [", " if index else "", Name(owner)]
    if told.senders:
        words.append("; sent in " if told.owners else "what is sent: ")
        for index, owner in enumerate(told.senders):
            words += [", " if index else "", Name(owner)]
    return words


def problem_of(change: Change, side: Side) -> Problem:
    """A change as a machine is told it, with its place in the new document."""
    position = side.lines.at(change.new_pointer) if side.lines is not None else None
    line, column = position or (0, 0)
    return Problem(
        change.rule, change.level.value, change.explain(), change.new_pointer, side.file, line, column,
        change.fingerprint,
    )  # fmt: skip


def python_words(group: Sequence[PythonChange]) -> Words:
    """What changes that are told together say: their subjects, what happened, and the type of what came."""
    first = group[0]
    listed: list[Span] = []
    for index, change in enumerate(group):
        listed += [", " if index else "", Name(change.subject)]
    words = first.words() if len(group) == 1 else _in_plural(first.words())
    return (*listed, " ", *words, *_kind_of(first))


def _python(report: Report) -> Iterator[Block]:
    if report.python:
        yield Heading(2, ("What it means for Python",))
        items = []
        for group in report.told_python:
            first = group[0]
            problem = Problem(first.rule, first.level.value, first.explain(), file=report.new.file,
                              fingerprint=first.fingerprint)  # fmt: skip
            faint = Faint(f"[{first.rule} {first.fingerprint}]")
            words = (*python_words(group), "  ", faint)
            items.append(Item(words, first.level.value, problem=problem))
        yield List(tuple(items))
    if report.python_unsaid:
        yield Text(("What it means for Python cannot be said: ", Quoted(report.python_unsaid), "."))


def _in_plural(words: tuple[Part, ...]) -> tuple[Part, ...]:
    """A sentence about several subjects: its first word is a verb."""
    first = str(words[0])
    verb, _, rest = first.partition(" ")
    return (f"{_PLURALS.get(verb, verb)}{' ' if rest or first.endswith(' ') else ''}{rest}", *words[1:])


_PLURALS = {
    "was": "were", "is": "are", "takes": "take", "demands": "demand", "calls": "call", "returns": "return",
    "stands": "stand",
}  # fmt: skip


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _kind_of(change: PythonChange) -> Words:
    """The type of what came, where the sentence does not say it."""
    return (": ", Name(change.new)) if change.action == "add" and change.new else ()
