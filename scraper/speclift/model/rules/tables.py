"""A table contradicts an example, or a row contradicts itself."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

# Tables against examples.

TYPE_CONTRADICTS_EXAMPLE: Final = Rule(
    id="type-contradicts-example",
    kind="contradiction",
    title="The table names one type and the example shows another",
    explanation="Of two scalars it may be either; otherwise we believe the example, which a server has sent.",
    message="the table says {documented}, the example shows {shown}",
    resolution="{type}",
    breaks=True,
)
LABEL_CONTRADICTS_EXAMPLE: Final = Rule(
    id="label-contradicts-example",
    kind="contradiction",
    title="The table names a field otherwise than the example",
    explanation="We believe the example.",
    message="the table names the field {documented!r}, the example {shown!r}",
    resolution="{shown!r}",
    breaks=True,
)
ANSWER_NOT_WRAPPED: Final = Rule(
    id="answer-not-wrapped",
    kind="contradiction",
    title="The table wraps the answer in a field and the example does not",
    explanation="We believe the example.",
    message="the table has the object under {name!r}, the example is the object itself",
    resolution="the answer is a {type}",
    breaks=True,
)
ANSWER_IS_A_LIST: Final = Rule(
    id="answer-is-a-list",
    kind="contradiction",
    title="The table describes an object and the example is a list",
    explanation="We believe the example.",
    message="the table shows the fields of an object, the example a list",
    resolution="a list of such objects",
    breaks=True,
)
CONTENT_OF_EMPTY_ANSWER: Final = Rule(
    id="content-of-empty-answer",
    kind="contradiction",
    title="The page shows content of an answer whose status allows none",
    explanation="Servers send none with it, and clients read none (RFC 9110, section 6.4.1).",
    message="an answer with status {status} has no content",
    resolution="no content",
)
BODY_IS_A_LIST: Final = Rule(
    id="body-is-a-list",
    kind="contradiction",
    title="The table describes an object and the recorded call sends a list",
    explanation="We believe the recorded call.",
    message="the table shows the fields of an object, the recorded call sends a list",
    resolution="{type}",
)
SENT_WITHOUT_FIELD: Final = Rule(
    id="sent-without-field",
    kind="contradiction",
    severity="info",
    title="A recorded call leaves out a field that no label calls optional",
    explanation="What a recorded call leaves out cannot be required.",
    message="the recorded call does not send it",
    resolution="optional",
)
REQUIRED_NOT_SHOWN: Final = Rule(
    id="required-not-shown",
    kind="contradiction",
    title="A field is labelled required and an example lacks it",
    explanation="We believe the example.",
    message="the example lacks the field that is labelled required",
    resolution="optional",
    breaks=True,
)
NULL_UNDOCUMENTED: Final = Rule(
    id="null-undocumented",
    kind="contradiction",
    title="The example is null, and the table does not say that it can be",
    explanation="We believe the example.",
    message="the example shows null, which the table does not mention",
    resolution="it can be null",
    breaks=True,
)
VALUE_NOT_ALLOWED: Final = Rule(
    id="value-not-allowed",
    kind="contradiction",
    title="The example shows a value that the table does not allow",
    explanation="We believe the example.",
    message="the example's value {value!r} is not among the allowed values",
    resolution="allowed as well",
)
VALUE_SPELLED_OTHERWISE: Final = Rule(
    id="value-spelled-otherwise",
    kind="contradiction",
    title="The example writes an allowed value in other letters",
    explanation="We believe the example.",
    message="the table writes {documented!r}, the example {value!r}",
    resolution="spelled as in the example",
)
CONSTRAINT_CONTRADICTS_EXAMPLE: Final = Rule(
    id="constraint-contradicts-example",
    kind="contradiction",
    title="The example breaks a limit that the table sets",
    explanation="We believe the example.",
    message="the example's {broken}",
    resolution="the constraint is left out",
)
FIELD_ONLY_IN_EXAMPLE: Final = Rule(
    id="field-only-in-example",
    kind="contradiction",
    title="The example shows fields that no table describes",
    explanation="We add them, with the types that the example shows.",
    message="the example has fields that the table does not: {fields}",
    resolution="added: {types}",
)
EXAMPLE_OF_ANOTHER_OBJECT: Final = Rule(
    id="example-of-another-object",
    kind="contradiction",
    title="The example is that of another object",
    explanation="We leave it out.",
    message="the example is a {shown}, no {documented}",
    resolution="left out",
)
EXAMPLE_NOT_AN_OBJECT: Final = Rule(
    id="example-not-an-object",
    kind="contradiction",
    title="The example of an object is not an object",
    explanation="We leave it out.",
    message="{problem}",
    resolution="left out",
)

# Rows.

DEFAULT_NOT_ALLOWED: Final = Rule(
    id="default-not-allowed",
    kind="contradiction",
    title="The default value is not among the allowed values",
    message="the default {default!r} is not among the allowed values",
    resolution="the default is allowed as well",
)
VALUES_ONLY_IN_DESCRIPTION: Final = Rule(
    id="values-only-in-description",
    kind="contradiction",
    severity="info",
    title="The description lists values that the allowed values lack",
    message="the description lists values that the allowed values lack: {words}",
    resolution="these values are allowed as well",
)
TYPE_TAKEN_FOR_ANOTHER: Final = Rule(
    id="type-taken-for-another",
    kind="contradiction",
    title="A type is named that the page defines only under a similar name",
    explanation="We take the only one whose name is like it.",
    message="the page defines no `{words}`",
    resolution="taken for {type}",
)
RANGE_OF_TEXT_IS_LENGTH: Final = Rule(
    id="range-of-text-is-length",
    kind="contradiction",
    title="A text has a range where it can only have a length",
    message="the allowed values of a text are a range: {range}",
    resolution="taken for its length",
)
RANGE_OF_OBJECT: Final = Rule(
    id="range-of-object",
    kind="contradiction",
    title="A value without an order has a range",
    message="a range on a value that has no order",
    resolution="left out",
)
SIZE_OF_BOOLEAN: Final = Rule(
    id="size-of-boolean",
    kind="contradiction",
    title="A boolean has a size",
    message="a size range on a boolean",
    resolution="left out",
)
FIELD_DOCUMENTED_TWICE: Final = Rule(
    id="field-documented-twice",
    kind="contradiction",
    title="A field is described twice",
    message="two rows document it",
    resolution="{believed}",
)
NAME_CUT: Final = Rule(
    id="name-cut",
    kind="wording",
    title='A name is cut at "[]" and goes on in the description',
    explanation="The tool that makes such pages takes what stands behind for the description.",
    message='the name goes on behind "[]" as the first word of the description',
    resolution="a field {name!r} of each item",
)
TAG_CONTRADICTS_PATH: Final = Rule(
    id="tag-contradicts-path",
    kind="contradiction",
    severity="info",
    title="A row is tagged as part of the body and its name stands in the path",
    explanation="We believe the path.",
    message="the row is tagged {tags}, and its name is in the path {path}",
    resolution="a path parameter",
)
TAG_CONTRADICTS_METHOD: Final = Rule(
    id="tag-contradicts-method",
    kind="contradiction",
    title="A row is tagged for another method than the article's",
    message="the row is tagged {tags}, and a {method} call has no body",
    resolution="a query parameter",
)
PARAMETER_DOCUMENTED_TWICE: Final = Rule(
    id="parameter-documented-twice",
    kind="contradiction",
    title="A parameter is described twice",
    message="two rows document it",
    resolution="{believed}",
)
PATH_PARAMETER_NOT_IN_PATH: Final = Rule(
    id="path-parameter-not-in-path",
    kind="contradiction",
    title="A row is said to be in the path and is not there",
    message="{path} has no such part",
    resolution="{location}",
    breaks=True,
)
PATH_PARAMETER_SPELLED_DIFFERENTLY: Final = Rule(
    id="path-parameter-spelled-differently",
    kind="contradiction",
    severity="info",
    title="A path and its table spell a variable differently",
    message="the path writes {variable!r}, the table {name!r}",
    resolution="one parameter, {variable!r}",
)
PATH_PARAMETER_RENAMED: Final = Rule(
    id="path-parameter-renamed",
    kind="contradiction",
    severity="info",
    title="Two articles name the same part of a path differently",
    explanation="The first name counts.",
    message="another operation writes the same path {path}",
    resolution="{path}",
)
OBJECT_PRINTED_AGAIN: Final = Rule(
    id="object-printed-again",
    kind="contradiction",
    severity="info",
    title="The page prints the fields of an object again",
    message="the page prints the fields of {name} again, the same",
    resolution="one object",
)
COUNT_CONTRADICTS_ROWS: Final = Rule(
    id="count-contradicts-rows",
    kind="contradiction",
    title="The page counts other properties than it shows",
    message="the page counts {count} properties and shows {shown}",
    resolution="the rows that are there",
)
SEPARATOR_IN_VALUE: Final = Rule(
    id="separator-in-value",
    kind="wording",
    severity="info",
    title="An allowed value has the comma that parts it from the next",
    explanation="We take the comma off.",
    message="the allowed values end in the sign that parts them",
    resolution="{first!r}, {second!r} …",
)

ABOUT_OTHER_THINGS: Final = frozenset(
    [
        *(TAG_CONTRADICTS_PATH, TAG_CONTRADICTS_METHOD, PATH_PARAMETER_NOT_IN_PATH, PATH_PARAMETER_RENAMED),
        *(PATH_PARAMETER_SPELLED_DIFFERENTLY, NAME_CUT, NULL_UNDOCUMENTED, FIELD_ONLY_IN_EXAMPLE),
    ]
)
"""Rules that quote a row and leave its cells as they are: they say where it belongs, or what else there is."""
