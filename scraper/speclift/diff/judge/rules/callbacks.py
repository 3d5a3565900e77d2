# ruff: noqa: E501  (a rule is a row)
"""Callbacks and webhooks, where the server calls. Schemas in them are judged as anywhere, the directions turned
round; the rest of their contract is judged by the law."""

from speclift.diff.judge.rule import (
    BOTH,
    BREAKING,
    DIFFERS,
    INFO,
    NARROWS,
    NONE,
    REQUEST,
    RESPONSE,
    WIDENS,
    Rule,
    mirrored,
)  # fmt: skip

AREA, FACT = "callbacks", "callback-contract"

RULES = (
    Rule("callback-removed", BREAKING, BOTH, AREA, "callback", "remove", "{name} is no longer called"),
    Rule("callback-added", INFO, BOTH, AREA, "callback", "add", "{name} may be called"),
    # What the server sent and no longer sends is missed.
    Rule("response-callback-part-removed", BREAKING, RESPONSE, AREA, FACT, "remove", "{name} is no longer sent: {old}"),
    Rule("request-callback-part-refused", BREAKING, REQUEST, AREA, FACT, "remove", "{name} is no longer understood: {old}", NARROWS),
    Rule("request-callback-part-removed", INFO, REQUEST, AREA, FACT, "remove", "{name} is gone: {old}"),
    Rule("request-callback-part-demanded", BREAKING, REQUEST, AREA, FACT, "add", "{name} is demanded: {new}", NARROWS),
    Rule("request-callback-part-added", INFO, REQUEST, AREA, FACT, "add", "{name} came: {new}"),
    Rule("response-callback-part-added", INFO, RESPONSE, AREA, FACT, "add", "{name} is sent: {new}"),
    *mirrored("callback-part-changed", "change", FACT, DIFFERS, "{name} changed from {old} to {new}", area=AREA),
    *mirrored("callback-part-widened", "change", FACT, WIDENS, "{name} was widened from {old} to {new}", area=AREA),
    *mirrored("callback-part-narrowed", "change", FACT, NARROWS, "{name} was narrowed from {old} to {new}", area=AREA),
    Rule("callback-changed", BREAKING, BOTH, AREA, FACT, "change", "{name} changed from {old} to {new}", DIFFERS),
    Rule("callback-renamed", INFO, BOTH, AREA, FACT, "change", "{name} changed from {old} to {new}", NONE),
    Rule("callback-note-added", INFO, BOTH, AREA, FACT, "add", "{name} was added"),
    Rule("callback-note-removed", INFO, BOTH, AREA, FACT, "remove", "{name} was removed"),
)  # fmt: skip
