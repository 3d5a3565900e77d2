"""Articles, their addresses and their recorded calls contradict each other, or their text holds what is no text."""

from __future__ import annotations

from typing import Final

from speclift.model.rules.rule import Rule

PATH_BRACE_LOST: Final = Rule(
    id="path-brace-lost",
    kind="contradiction",
    title="A path has lost a brace",
    explanation="We put it back.",
    message="the path is not written correctly",
    resolution="{path}",
)
PATH_STRAY_CHARACTER: Final = Rule(
    id="path-stray-character",
    kind="contradiction",
    title="A path holds a character that no path can hold",
    explanation="We take it out.",
    message="the path is not written correctly",
    resolution="{path}",
    breaks=True,
)
PATH_VARIABLE_NOT_UNDERSTOOD: Final = Rule(
    id="path-variable-not-understood",
    kind="contradiction",
    title="A path holds a sign of a variable or a pattern that speclift does not know",
    message="the path is not written correctly",
    resolution="{path}",
)
PATH_PART_OPTIONAL: Final = Rule(
    id="path-part-optional",
    kind="contradiction",
    severity="info",
    title="A part of a path can be left out",
    explanation="OpenAPI has no such parts: two operations.",
    message="the part {part!r} of the path can be left out",
    resolution="two operations: {shorter} and {longer}",
)
METHOD_NOT_UNDERSTOOD: Final = Rule(
    id="method-not-understood",
    kind="not-understood",
    title="A word that is no method stands before an address",
    explanation="The call is left out.",
    message="{method!r} is no method of HTTP",
    resolution="left out",
)
SAMPLE_PATH_DIFFERS: Final = Rule(
    id="sample-path-differs",
    kind="contradiction",
    title="The recorded call has another path than the article",
    message="the call has another path than the article",
    resolution="{path}, as {believed}",
    breaks=True,
)
SAMPLE_METHOD_DIFFERS: Final = Rule(
    id="sample-method-differs",
    kind="contradiction",
    title="The recorded call uses another method than the article",
    message="the article says {documented}, the call {shown}",
    resolution="{documented}",
    breaks=True,
)
CURL_LOST_CONTINUATION: Final = Rule(
    id="curl-lost-continuation",
    kind="contradiction",
    severity="info",
    title="A recorded call lacks the backslash at the end of a line",
    explanation="A shell would run the rest as a command of its own.",
    message="the call is not written as a shell reads it",
    resolution="read as `{read}`; the sample stands as recorded",
)
TWO_ARTICLES_FOR_ONE_CALL: Final = Rule(
    id="two-articles-for-one-call",
    kind="contradiction",
    title="Two articles describe the same call",
    message="{method} {url} is documented twice",
    resolution="one operation, {operation}, with what both say",
)
VERSION_PRINTED_TWICE: Final = Rule(
    id="version-printed-twice",
    kind="contradiction",
    title="The same article is printed twice for one version",
    message="the page has this article twice for the same version",
    resolution="the second printing counts",
)
TABLE_WITHOUT_PLACE: Final = Rule(
    id="table-without-place",
    kind="contradiction",
    title="A table stands in an article and belongs to neither its request nor its answer",
    message="the table {title!r} is neither of the request nor of an answer",
    resolution="left out",
)
PERMISSION_OF_TOKEN_ENDPOINT: Final = Rule(
    id="permission-of-token-endpoint",
    kind="contradiction",
    title="The call that gives tokens needs a permission, so nobody could make it",
    message="the call that gives tokens is documented to need a permission",
    resolution="it needs none",
)
GETTEXT_LEFTOVER: Final = Rule(
    id="gettext-leftover",
    kind="wording",
    severity="info",
    title="Words of the translation tool stand in the text",
    explanation="We take them out.",
    message="the text holds a line of a translation catalogue",
    resolution="{meant}",
)
TAG_LEFTOVER: Final = Rule(
    id="tag-leftover",
    kind="wording",
    severity="info",
    title="Markup stands in the text as words",
    explanation="We take it out.",
    message="the text holds a tag that nothing rendered",
    resolution="{meant}",
)
