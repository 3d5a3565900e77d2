# ruff: noqa: E501  (a rule is a row)
"""Request bodies and media types.

A body that an operation no longer takes can no longer say what it said: removing one breaks, like removing a
parameter."""

from speclift.diff.judge.rule import (
    BREAKING,
    DIFFERS,
    INFO,
    NARROWS,
    NONE,
    REQUEST,
    RESPONSE,
    WARNING,
    WIDENS,
    Rule,
    mirrored,
)  # fmt: skip

BODY, MEDIA = "request-body", "media-types"

RULES = (
    Rule("request-body-removed", BREAKING, REQUEST, BODY, "request-body", "remove", "the request body was removed"),
    Rule("request-required-body-added", BREAKING, REQUEST, BODY, "request-body", "add", "a required request body was added", NARROWS),
    Rule("request-optional-body-added", INFO, REQUEST, BODY, "request-body", "add", "an optional request body was added", NONE),
    Rule("request-body-became-required", BREAKING, REQUEST, BODY, "request-body-required", "add", "the request body became required", NARROWS),
    Rule("request-body-became-optional", INFO, REQUEST, BODY, "request-body-required", "remove", "the request body became optional", WIDENS),
    Rule("request-media-type-removed", BREAKING, REQUEST, MEDIA, "media-type", "remove", "the media type {old} was removed", NARROWS),
    Rule("request-media-type-covered", INFO, REQUEST, MEDIA, "media-type", "remove", "the media type {old} is admitted by a range only", NONE),
    Rule("request-media-type-added", INFO, REQUEST, MEDIA, "media-type", "add", "the media type {new} was added"),
    # The caller asks for the media type that he is answered in: what is gone breaks him, what came does not.
    Rule("response-media-type-removed", BREAKING, RESPONSE, MEDIA, "media-type", "remove", "the media type {old} was removed", NARROWS),
    Rule("response-media-type-covered", INFO, RESPONSE, MEDIA, "media-type", "remove", "the media type {old} is admitted by a range only", NONE),
    Rule("response-media-type-added", INFO, RESPONSE, MEDIA, "media-type", "add", "the media type {new} was added"),
    # What parameters of a media type mean, the type alone knows.
    Rule("request-media-type-parameters-changed", WARNING, REQUEST, MEDIA, "media-type", "change", "the media type changed from {old} to {new}", NONE),
    Rule("response-media-type-parameters-changed", WARNING, RESPONSE, MEDIA, "media-type", "change", "the media type changed from {old} to {new}", NONE),
    *mirrored("media-type-changed", "change", "media-type", DIFFERS, "the media type changed from {old} to {new}", area=MEDIA),
    *mirrored("media-type-generalised", "change", "media-type", WIDENS, "the media type {old} became the range {new}", area=MEDIA),
    *mirrored("media-type-specialised", "change", "media-type", NARROWS, "the range {old} became the media type {new}", area=MEDIA),
    Rule("request-encoding-changed", WARNING, REQUEST, MEDIA, "encoding", "change", "the encoding of {name} changed from {old} to {new}"),
    Rule("response-encoding-changed", WARNING, RESPONSE, MEDIA, "encoding", "change", "the encoding of {name} changed from {old} to {new}"),
)  # fmt: skip
