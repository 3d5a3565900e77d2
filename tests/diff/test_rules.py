"""The table of rules as a whole: complete, symmetric, judged by the law. Exceptions have reasons and must be needed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from speclift.diff.change import Level
from speclift.diff.difference import Direction, Effect
from speclift.diff.judge.rule import Rule, law
from speclift.diff.judge.table import TABLE
from speclift.model.wording import plain, worded

FOLDER = Path(__file__).parent
BY_ID = {rule.id: rule for rule in TABLE}

OTHER_THAN_LAW = {
    "request-value-default-changed": "a caller who leaves the value out gets something else, though no message differs",
    "request-value-default-added": "as changed, but the default may have been there before it was written down",
    "request-value-default-removed": "as added",
    "request-property-became-read-only": "who sends it is no longer heard; the document does not say that he fails",
    "response-property-became-write-only": "a field that is no longer answered is missed, like one removed",
    "request-parameter-removed": "who sends it means it, and the operation does something else now",
    "request-body-removed": "like a parameter removed",
    "request-property-removed": "like a parameter removed; refused where the object is closed",
    "response-required-property-removed": "missed by whoever reads it",
    "response-optional-property-removed": "missed by whoever reads it; callers cannot tell gone from left out",
    "response-required-header-removed": "missed by whoever reads it",
    "response-header-removed": "missed by whoever reads it",
    "response-body-removed": "missed by whoever reads it",
    "response-media-type-removed": "the caller asks for it: it is his choice, like an input",
    "response-success-removed": "callers act on the success that they know",
    "response-error-removed": "nobody fails, but code that waits for it waits in vain",
    "response-default-removed": "as an error removed",
    "response-status-covered": "the default says that it may still come",
    "response-map-removed": "the values of a map are what it is for",
    "response-additional-properties-admitted": "tolerant readers: like a new field",
    "response-enum-opened": "says what may come later; no value came",
    "response-known-value-added": "the list said that it would grow",
    "response-enum-value-added": "tolerant readers keep a value that they do not know",
    "request-discriminator-removed": "no message differs",
    "response-discriminator-removed": "no message differs, but readers who went by it cannot",
    "response-link-removed": "links are advice, yet followed by some",
    "request-undeclared-property-required": "a field that nothing describes may be sent already",
    "response-undeclared-property-optional": "a field that nothing describes",
    "operation-id-changed": "nothing on the wire; generated clients name methods after it",
    "operation-id-removed": "as changed",
    "request-encoding-changed": "what a part may be is said loosely; servers mostly take more",
    "response-encoding-changed": "as in requests",
    "request-media-type-parameters-changed": "what parameters of a media type mean, the type alone knows",
    "response-media-type-parameters-changed": "as in requests",
    "request-alternatives-became-exclusive": "alternatives mostly exclude one another anyhow",
    "response-alternatives-became-inclusive": "as in requests",
    "request-objects-overlap": "objects mostly have the fields that tell alternatives apart",
    "response-objects-no-longer-overlap": "as in requests",
    "oauth-address-changed": "the old address may go on answering",
    "oauth-scope-removed": "operations that demand it are judged by what they demand",
    "server-version-changed": "the address of another version is another address, on purpose",
    "server-host-changed": "the old host may go on answering",
    "server-removed": "the other servers are still there",
    "operation-removed-unfinished": "as operation-removed; a policy may say otherwise",
    "operation-removed-with-sunset": "as operation-removed; a policy may say otherwise",
    "operation-removed-deprecated": "as operation-removed; a policy may say otherwise",
    "request-parameter-removed-deprecated": "as request-parameter-removed; a policy may say otherwise",
    "request-property-removed-deprecated": "as request-property-removed; a policy may say otherwise",
    "response-property-removed-deprecated": "as response-optional-property-removed; a policy may say otherwise",
    "operation-sunset-earlier": "no message differs on that day, but a promise was withdrawn",
    "operation-sunset-added": "no message differs on that day, but callers must act before the day that it names",
    "operation-stability-lowered": "no message differs, but a promise was withdrawn",
    "server-variable-default-changed": "callers who fill it in notice nothing",
    "path-version-changed": "the address of another version is another address, on purpose",
}
"""Rules that do not judge as `law` says, and why."""

ONE_WAY = {
    "parameter-location": "only requests have parameters",
    "parameter-name": "only requests have parameters",
    "parameter": "only requests have parameters",
    "parameter-required": "only requests have parameters",
    "parameter-deprecated": "only requests have parameters",
    "parameter-style": "only requests have parameters",
    "parameter-content": "only requests have parameters",
    "allow-empty": "only requests have parameters",
    "allow-reserved": "only requests have parameters",
    "request-body": "answers have bodies per status: `response-body`",
    "request-body-required": "the body of an answer is not said to be required",
    "response-body": "requests have one body: `request-body`",
    "response": "only answers have a status",
    "response-status": "only answers have a status",
    "header": "headers of requests are parameters",
    "header-required": "headers of requests are parameters",
    "header-deprecated": "headers of requests are parameters",
    "link": "only answers have links",
    "required-read-only": "a read-only field is in answers before and after",
}
"""Facts that one direction only has rules for, and why."""

NO_REVERSE = {
    "required-read-only": "the reverse is the field becoming read-only",
}
"""Facts that can be removed but not added, or the other way round, and why."""


def effects(rule: Rule) -> set[Effect]:
    """The effects that a rule may meet."""
    return {rule.effect} if rule.effect else {Effect.NONE}


def test_ids_are_unique_and_say_their_direction() -> None:
    assert len(BY_ID) == len(TABLE)
    for rule in TABLE:
        if rule.direction is not Direction.BOTH:
            assert rule.id.startswith(f"{rule.direction.value}-"), rule.id
        assert rule.id == rule.id.lower()


def test_rules_judge_by_the_law_or_say_why_not() -> None:
    existence = {"operation": Effect.NARROWS, "callback": Effect.NARROWS}
    different = set()
    for rule in TABLE:
        effect = rule.effect or Effect.NONE
        if rule.effect is None and rule.fact in existence:
            effect = existence[rule.fact] if rule.action == "remove" else Effect.WIDENS
        if rule.effect is None and rule.fact in ("path", "method"):
            effect = Effect.DIFFERS
        if rule.level is not law(rule.direction, effect):
            different.add(rule.id)
    assert different - OTHER_THAN_LAW.keys() == set(), "these judge otherwise than the law and do not say why"
    # A rule without an effect of its own may be met with several, so its reason may be needed though NONE would do.
    needed = different | {rule.id for rule in TABLE if rule.effect is None or rule.when}
    assert OTHER_THAN_LAW.keys() - needed == set(), "these reasons have become unnecessary"
    assert OTHER_THAN_LAW.keys() <= BY_ID.keys()


def test_every_fact_has_rules_for_both_directions() -> None:
    directions: dict[str, set[Direction]] = {}
    for rule in TABLE:
        directions.setdefault(rule.fact, set()).add(rule.direction)
    lopsided = {fact for fact, found in directions.items() if len(found & {Direction.REQUEST, Direction.RESPONSE}) == 1}
    assert lopsided - ONE_WAY.keys() == set(), "these lack the rule for the other direction"
    assert ONE_WAY.keys() - lopsided == set(), "these reasons have become unnecessary"


def test_what_can_be_added_can_be_removed() -> None:
    actions: dict[tuple[str, Direction], set[str]] = {}
    for rule in TABLE:
        actions.setdefault((rule.fact, rule.direction), set()).add(rule.action)
    lopsided = {fact for (fact, _), found in actions.items() if len(found & {"add", "remove"}) == 1}
    assert lopsided - NO_REVERSE.keys() == set()
    assert NO_REVERSE.keys() - lopsided == set()


def test_every_rule_has_a_case() -> None:
    named: set[str] = set()
    for file in (FOLDER / "cases").glob("*/*.yaml"):
        for row in yaml.safe_load(file.read_text()).values():
            for key in ("request", "response", "expected"):
                named.update(row.get(key, ()))
    assert {rule.id for rule in TABLE} - named == set()
    assert {name.removeprefix("callback-") for name in named if name not in BY_ID} - BY_ID.keys() == set()


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.id)
def test_texts_are_sentences_with_known_values(rule: Rule) -> None:
    assert rule.text[0].islower() or rule.text[0] == "{" or rule.text.startswith("operationId")
    assert not rule.text.endswith(".")
    assert "{" not in plain(worded(rule.text, name="", old="", new=""))


def test_levels_are_ordered() -> None:
    assert Level.BREAKING > Level.WARNING > Level.INFO
    assert sorted(Level, reverse=True) == [Level.BREAKING, Level.WARNING, Level.INFO]
    with pytest.raises(TypeError):
        assert Level.INFO < 3  # type: ignore[operator]
