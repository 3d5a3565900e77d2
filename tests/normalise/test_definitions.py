"""Names of the alternatives of an object, from the titles of their tables."""

from __future__ import annotations

import pytest

from speclift.normalise.definitions import variant_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("StructureWeekly", "PresetPayloadWeekly"),
        ("YoutubePayload", "YoutubePayload"),
        ("Payload", "PresetPayloadPayload"),
        ("Structure", "PresetPayload"),
        ("", "PresetPayload"),
    ],
)
def test_variant_name(title: str, name: str) -> None:
    assert variant_name("PresetPayload", title) == name
