"""What an author of the page would mend: none of it changes a document."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

# What leads a client astray.

REPLACEMENT_DEPRECATED: Final = Rule(
    id="replacement-deprecated",
    kind="contradiction",
    title="A deprecated call names a replacement that is deprecated as well",
    message="its replacement is deprecated as well; {end}",
    breaks=True,
)
REPLACEMENT_MISSING: Final = Rule(
    id="replacement-missing",
    kind="contradiction",
    title="A deprecated call names a replacement that is not on the page",
    message="the page has no such replacement",
    breaks=True,
)
DESCRIPTION_IN_DEPRECATION: Final = Rule(
    id="description-in-deprecation",
    kind="wording",
    severity="info",
    title="A note about deprecation holds words of the description",
    message="other versions have it in the description: “{words}”",
)
PERMISSION_CONTRADICTS_METHOD: Final = Rule(
    id="permission-contradicts-method",
    kind="contradiction",
    title="A permission does not fit the method",
    explanation="Most calls of the page read with a permission to read and write with one to write.",
    message="{method}, and the permission is one to {action}: `{permission}`",
    breaks=True,
)
PERMISSION_OF_ANOTHER_THING: Final = Rule(
    id="permission-of-another-thing",
    kind="contradiction",
    title="A permission is that of another thing",
    message="the permission is that of `{thing}`; the other calls under this path have their own",
    breaks=True,
)
PERMISSION_AT_OBJECT: Final = Rule(
    id="permission-at-object",
    kind="contradiction",
    severity="info",
    title="An object states a permission, and objects are not called",
    message="an object is not called, and states a permission",
)
REASON_NAMES_ANOTHER_IDENTIFIER: Final = Rule(
    id="reason-names-another-identifier",
    kind="contradiction",
    title="An error speaks of an identifier that its call does not take",
    message="the call takes no `{name}`",
)
REASONS_SHARE_A_TEXT: Final = Rule(
    id="reasons-share-a-text",
    kind="wording",
    severity="info",
    title="Two errors of a call have the same text",
    message="`{first}` and `{second}` have the same text",
)
REASON_TEXT_DIFFERS: Final = Rule(
    id="reason-text-differs",
    kind="wording",
    severity="info",
    title="An error has another text than everywhere else on the page",
    message="elsewhere `{reason}` is “{usual}”",
)
RANGE_AS_VALUES: Final = Rule(
    id="range-as-values",
    kind="wording",
    severity="info",
    title="A range stands where a list of allowed values belongs",
    message="`{range}` is a range, not a value of `{name}`",
)
TYPE_WORD_RARE: Final = Rule(
    id="type-word-rare",
    kind="wording",
    severity="info",
    title="A type is written otherwise than everywhere else on the page",
    message="`{word}`, elsewhere `{usual}`",
)

# What is not there.

PERMISSION_MISSING: Final = Rule(
    id="permission-missing",
    kind="silent",
    title="A call states no permission, and nearly all others do",
    message="nearly all calls state a permission, this one does not",
)
CREDENTIAL_ROW_MISSING: Final = Rule(
    id="credential-row-missing",
    kind="silent",
    title="A call does not list the credential that nearly all others list",
    message="its tables lack `{name}`",
)
NOT_FOUND_REASON_MISSING: Final = Rule(
    id="not-found-reason-missing",
    kind="silent",
    title="No error says that the thing in the path does not exist",
    message="no error for an unknown `{variable}`, as {like} has",
)
FIELDS_NEVER_SHOWN: Final = Rule(
    id="fields-never-shown",
    kind="silent",
    severity="info",
    title="No example shows these fields of an object",
    message="not in any of {examples} recorded: {fields}",
)
TABLE_MISSING: Final = Rule(
    id="table-missing",
    kind="silent",
    title="A call lacks a table that nearly all others have",
    message="it lacks {tables}",
)
ROWS_UNDESCRIBED: Final = Rule(
    id="rows-undescribed",
    kind="silent",
    severity="info",
    title="Rows without a description",
    message="not a word about {fields}{elsewhere}",
)

# Words.

DESCRIPTION_COPIED: Final = Rule(
    id="description-copied",
    kind="wording",
    severity="info",
    title="Two calls have the same description",
    message="the same description as {other}",
)
ROW_COPIED_FROM_ANOTHER_OBJECT: Final = Rule(
    id="row-copied-from-another-object",
    kind="wording",
    severity="info",
    title="A row speaks of another object, whose row has the same text",
    message="it speaks of {object}, and {object} has the same row",
)
MIXED_SCRIPTS: Final = Rule(
    id="mixed-scripts",
    kind="contradiction",
    title="A word mixes letters of two scripts",
    explanation="They look alike, and no search and no program takes them for the same.",
    message="'{word}' mixes scripts: {characters}",
    breaks=True,
)
TYPING_SLIPS: Final = Rule(
    id="typing-slips",
    kind="wording",
    severity="info",
    title="Slips of the hand",
    message="doubled words, lost brackets or stray punctuation, {count} in all",
)
PLACEHOLDER_IN_TEXT: Final = Rule(
    id="placeholder-in-text",
    kind="wording",
    severity="info",
    title="A placeholder of the writer's tool stands in the text",
    message="`{words}` was not filled in",
)
