# ruff: noqa: E501  (a rule is a row)
"""Fields that have no name of their own: `additionalProperties`, `patternProperties`, `propertyNames`, and their
number."""

from speclift.diff.judge.rule import BREAKING, INFO, NARROWS, REQUEST, RESPONSE, WIDENS, Rule, mirrored

AREA = "properties"

RULES = (
    Rule("request-additional-properties-refused", BREAKING, REQUEST, AREA, "additional-properties", "remove", "other fields are no longer admitted", NARROWS),
    Rule("request-additional-properties-admitted", INFO, REQUEST, AREA, "additional-properties", "add", "other fields are admitted", WIDENS),
    # The values of a map are what it is for: without them an answer lost its content.
    Rule("response-map-removed", BREAKING, RESPONSE, AREA, "additional-properties", "remove", "the map lost its values", NARROWS, frozenset({"map"})),
    Rule("response-additional-properties-refused", INFO, RESPONSE, AREA, "additional-properties", "remove", "other fields no longer appear", NARROWS),
    # Like every new field in an answer.
    Rule("response-additional-properties-admitted", INFO, RESPONSE, AREA, "additional-properties", "add", "other fields may appear", WIDENS),
    *mirrored("additional-properties-narrowed", "change", "additional-properties", NARROWS, "other fields must be {new:schema}", area=AREA),
    *mirrored("additional-properties-widened", "change", "additional-properties", WIDENS, "other fields may be anything, no longer only {old:schema}", area=AREA),
    *mirrored("pattern-property-constrained", "add", "pattern-property", NARROWS, "fields named like {name} are constrained", area=AREA),
    *mirrored("pattern-property-admitted", "add", "pattern-property", WIDENS, "fields named like {name} are admitted", area=AREA),
    *mirrored("pattern-property-refused", "remove", "pattern-property", NARROWS, "fields named like {name} are no longer admitted", area=AREA),
    *mirrored("pattern-property-freed", "remove", "pattern-property", WIDENS, "fields named like {name} are no longer constrained", area=AREA),
    *mirrored("property-names-constrained", "add", "property-names", NARROWS, "the names of fields are constrained to {new:schema}", area=AREA),
    *mirrored("property-names-freed", "remove", "property-names", WIDENS, "the names of fields are no longer constrained", area=AREA),
    *mirrored("property-names-narrowed", "change", "property-names", NARROWS, "the names of fields are constrained more", area=AREA),
    *mirrored("property-names-widened", "change", "property-names", WIDENS, "the names of fields are constrained less", area=AREA),
)  # fmt: skip
