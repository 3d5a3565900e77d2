# ruff: noqa: E501  (a rule is a row)
"""Patterns, formats, and texts that hold other content. Two patterns that differ are taken to match different texts
unless one can be seen to match all that the other does."""

from speclift.diff.judge.rule import DIFFERS, NARROWS, WIDENS, mirrored

RULES = (
    *mirrored("pattern-added", "add", "pattern", NARROWS, "the pattern {new} was added"),
    *mirrored("pattern-removed", "remove", "pattern", WIDENS, "the pattern {old} was removed"),
    *mirrored("pattern-narrowed", "change", "pattern", NARROWS, "the pattern {old} was narrowed to {new}"),
    *mirrored("pattern-widened", "change", "pattern", WIDENS, "the pattern {old} was widened to {new}"),
    *mirrored("pattern-changed", "change", "pattern", DIFFERS, "the pattern changed from {old} to {new}"),
    *mirrored("format-added", "add", "format", NARROWS, "the format {new} was added"),
    *mirrored("format-removed", "remove", "format", WIDENS, "the format {old} was removed"),
    *mirrored("format-narrowed", "change", "format", NARROWS, "the format was narrowed from {old} to {new}"),
    *mirrored("format-widened", "change", "format", WIDENS, "the format was widened from {old} to {new}"),
    *mirrored("format-changed", "change", "format", DIFFERS, "the format changed from {old} to {new}"),
    *mirrored("content-encoding-added", "add", "content-encoding", NARROWS, "the content is encoded as {new}"),
    *mirrored("content-encoding-removed", "remove", "content-encoding", WIDENS, "the content need not be encoded as {old}"),
    *mirrored("content-encoding-changed", "change", "content-encoding", DIFFERS, "the content is encoded as {new}, no longer as {old}"),
    *mirrored("content-media-type-added", "add", "content-media-type", NARROWS, "the content is {new}"),
    *mirrored("content-media-type-removed", "remove", "content-media-type", WIDENS, "the content need not be {old}"),
    *mirrored("content-schema-added", "add", "content-schema", NARROWS, "the content must be {new:schema}"),
    *mirrored("content-schema-removed", "remove", "content-schema", WIDENS, "the content need not be {old:schema}"),
    *mirrored("content-media-type-changed", "change", "content-media-type", DIFFERS, "the content is {new}, no longer {old}"),
)  # fmt: skip
