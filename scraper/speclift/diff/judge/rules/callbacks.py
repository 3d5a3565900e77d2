"""Callbacks and webhooks, where the server calls. What is in them is judged as anywhere, the directions turned round;
rules that one direction only has are turned with it, `callback-` before their ids (see `judge.rule.turned_round`)."""

from speclift.diff.judge.rule import BOTH, BREAKING, INFO, Rule

AREA = "callbacks"

RULES = (
    Rule("callback-removed", BREAKING, BOTH, AREA, "callback", "remove", "{name} is no longer called"),
    Rule("callback-added", INFO, BOTH, AREA, "callback", "add", "{name} may be called"),
)
