"""The table of rules, for people: `speclift diff --rules` and docs/diff-rules.md.

Enters: the tables of the wire's rules and of Python's. Leaves: their `Page`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from speclift.diff.judge.rule import law
from speclift.diff.judge.table import TABLE
from speclift.python_api.rules import RULES
from speclift.report.blocks import Heading, Item, List, Name, Page, Table, Text
from speclift.report.diff.policy import POLICIES

if TYPE_CHECKING:
    from speclift.report.blocks import Block, Words


def rule_ids() -> list[str]:
    """The ids of all rules, those of callbacks too."""
    callbacks = [f"callback-{rule.id}" for rule in TABLE]
    return [*(rule.id for rule in TABLE), *callbacks, *(rule.id for rule in RULES)]


def rules_page() -> Page:
    """All rules as a page."""
    data = [
        {
            "id": rule.id, "level": rule.level.value, "direction": rule.direction.value, "area": rule.area,
            "action": rule.action, "text": rule.text, "keptByPackage": rule.kept,
        }
        for rule in TABLE
    ] + [
        {"id": rule.id, "level": rule.level.value, "direction": "python", "area": "python", "action": rule.action,
         "text": rule.text, "keptByPackage": False}
        for rule in RULES
    ]  # fmt: skip
    return Page(f"{len(data)} rules of diff", tuple(_blocks()), data)


def _blocks() -> Iterator[Block]:
    yield Heading(0, ("Rules of diff",))
    yield Text((
        "Printed from the table of rules by ", Name("speclift diff --rules --format markdown"), ". The level of a rule "
        "follows from what a change does to the set of messages: a caller fails when what he may send becomes less, or "
        "what he may be answered becomes more. Where a rule judges otherwise than this law, it is marked ", Name("*"),
        "; the reasons stand in tests/diff/test_rules.py. ", Name("kept"), " marks what a generated package takes as "
        "it comes: it demands no major version of the package. In callbacks and webhooks, where the server calls, "
        "rules "
        "of requests and responses change places; those that one direction only has are turned round, ",
        Name("callback-"), " before their ids.",
    ))  # fmt: skip
    yield Text((
        "Levels are changed in a file (", Name("--config"), "), by patterns of ids: ", Name("breaking"), ", ",
        Name("warning"), ", ", Name("info"), " or ", Name("none"), ". Policies to opt in to:",
    ))  # fmt: skip
    yield List(
        tuple(
            Item((Name(name), ": ", *_listed([f"{rule} becomes {level.value}" for rule, level in levels.items()])))
            for name, levels in POLICIES.items()
        )
    )
    heads: tuple[Words, ...] = (("rule",), ("level",), ("what happened",))
    for area, rules in groupby(sorted(TABLE, key=lambda rule: rule.area), key=lambda rule: rule.area):
        yield Heading(1, (area.replace("-", " ").capitalize(),))
        rows = []
        for rule in rules:
            lawful = rule.effect is not None and rule.level is law(rule.direction, rule.effect)
            level = f"{rule.level.value}{'' if lawful or rule.effect is None else ' *'}{', kept' if rule.kept else ''}"
            rows.append(((Name(rule.id),), (level,), (_plain(rule.text),)))
        yield Table(heads, tuple(rows))
    yield Heading(1, ("Python",))
    yield Table(heads, tuple(((Name(rule.id),), (rule.level.value,), (_plain(rule.text),)) for rule in RULES))


def _plain(text: str) -> str:
    return text.replace(":schema}", "}").replace("{", "‹").replace("}", "›")


def _listed(words: list[str]) -> Words:
    return (", ".join(words),)
