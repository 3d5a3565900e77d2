"""The page is silent: something that a client needs to know is not said, or only an example says it."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

ADDRESS_NOT_PRINTED: Final = Rule(
    id="address-not-printed",
    kind="silent",
    title="The page prints neither method nor path",
    explanation="`base.yaml` states them.",
    message="the page prints neither method nor path",
    resolution="{method} {path}, as base.yaml states",
)
CALL_WITHOUT_ADDRESS: Final = Rule(
    id="call-without-address",
    kind="silent",
    title="A call is documented without its method and path",
    message="the page documents a call and prints neither method nor path",
    resolution="left out",
)
OBJECT_WITHOUT_ROW: Final = Rule(
    id="object-without-row",
    kind="silent",
    severity="info",
    title="Rows name fields of an object that has no row of its own",
    message="no row describes {name!r}",
    resolution="an object of what the rows name",
)
ROWS_HIDDEN: Final = Rule(
    id="rows-hidden",
    kind="silent",
    severity="info",
    title="The page hides properties that its example shows",
    explanation="We take them from the example.",
    message="the page hides {count} properties; the example shows as many",
    resolution="the fields of the example",
)
ROWS_HIDDEN_COUNT_DIFFERS: Final = Rule(
    id="rows-hidden-count-differs",
    kind="silent",
    title="The page hides other properties than its example shows",
    message="the page hides {count} properties; the example shows {shown}",
    resolution="the fields of the example",
)
ROWS_HIDDEN_NOT_SHOWN: Final = Rule(
    id="rows-hidden-not-shown",
    kind="silent",
    title="The page hides properties, and no example shows them",
    message="the page hides {count} properties, and no example shows them",
    resolution="any object",
)
ANSWER_UNDOCUMENTED: Final = Rule(
    id="answer-undocumented",
    kind="silent",
    severity="info",
    title="Nothing says what the answer is",
    message="neither table nor example documents the answer",
    resolution="200, content unknown",
)
ANSWER_ONLY_IN_EXAMPLE: Final = Rule(
    id="answer-only-in-example",
    kind="silent",
    severity="info",
    title="Only an example says what the answer is",
    explanation="We take the shape from it.",
    message="no table documents the answer",
    resolution="the fields of the example",
)
ANSWER_ONLY_IN_WORDS: Final = Rule(
    id="answer-only-in-words",
    kind="silent",
    title="Only a sentence says what the answer is",
    message="neither table nor example documents the answer",
    resolution="{type}",
)
BODY_ONLY_IN_EXAMPLE: Final = Rule(
    id="body-only-in-example",
    kind="silent",
    title="Only an example says what the call sends",
    explanation="We take the shape from it.",
    message="no table documents what the call sends",
    resolution="{fields}",
)
NO_FIELD_TAGGED: Final = Rule(
    id="no-field-tagged",
    kind="silent",
    title="An article sends the tagged fields of an object, and none is tagged",
    message="no field of {name} is tagged with {verb}",
    resolution="the fields that the recorded call sends",
)
NO_FIELD_TAGGED_OR_SENT: Final = Rule(
    id="no-field-tagged-or-sent",
    kind="silent",
    title="An article sends the tagged fields of an object, none is tagged, and no call shows one",
    message="no field of {name} is tagged with {verb}, and no call shows one",
    resolution="any object",
)
NO_QUERY_FIELD_TAGGED: Final = Rule(
    id="no-query-field-tagged",
    kind="silent",
    severity="info",
    title="An article takes the tagged fields of an object as parameters, and none is tagged",
    message="no field of {name} is tagged with GET",
)
TYPE_UNDEFINED: Final = Rule(
    id="type-undefined",
    kind="silent",
    title="A type is named and never defined",
    message="the page names {name} and shows no table of it",
    resolution="{type}",
)
OBJECT_ONLY_IN_EXAMPLES: Final = Rule(
    id="object-only-in-examples",
    kind="silent",
    title="An object has no table; its shape stands in examples only",
    explanation="We take the shape from them.",
    message="the page names {name} and shows no table of it",
    resolution="its fields are those of the examples",
)
OBJECT_OF_ANOTHER_VERSION: Final = Rule(
    id="object-of-another-version",
    kind="silent",
    title="A version names an object that only another version defines",
    explanation="We take that definition.",
    message="this version names {name} and does not define it",
    resolution="the definition of version {version} stands in",
)
DEFAULT_IS_WORDS: Final = Rule(
    id="default-is-words",
    kind="silent",
    severity="info",
    title="A default value is words, not a value",
    explanation="We keep the words in the description.",
    message="the default {words!r} is no value of that type",
    resolution="no default; the words stand in the description",
)
DEFAULT_REPEATS_NAME: Final = Rule(
    id="default-repeats-name",
    kind="silent",
    severity="info",
    title="A default value only says the field's name",
    explanation="We keep the words in the description.",
    message="the default {words!r} says the field's name again",
    resolution="no default; the words stand in the description",
)
CONSTRAINT_UNKNOWN: Final = Rule(
    id="constraint-unknown",
    kind="contradiction",
    severity="info",
    title="A label says something that no rule knows",
    message="a label that no rule knows: {words}",
    resolution="kept in the description",
)
PERMISSION_NOT_A_SCHEME: Final = Rule(
    id="permission-not-a-scheme",
    kind="silent",
    severity="info",
    title="A permission is no scope that can be asked for",
    message="no security scheme of the page can express the permission",
    resolution="it stands in the description",
)
