"""A call in Python, by our own package, beside the calls that the page records.

Enters: a reading. Leaves: its document, `x-codeSamples` of each operation ending in the call that the document's
package is made for: viewers show it beside curl.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from speclift.generate.document import digest_of
from speclift.generate.readme import sample_of

if TYPE_CHECKING:
    from speclift.generate.reading import Reading


def with_python_samples(reading: Reading) -> dict[str, Any]:
    """The document that was read, with a sample on every operation."""
    document = reading.document.tree.root.mapping()
    package = reading.document.settings.package
    samples = {
        (operation.named.described.path, operation.named.described.method): sample_of(reading, operation)
        for operation in reading.operations
    }
    paths = {
        path: {key: _sampled(value, samples.get((path, key)), package) for key, value in item.items()}
        for path, item in document["paths"].items()
    }
    return {**document, "paths": paths}


def as_sampled(reading: Reading, sampled: dict[str, Any]) -> Reading:
    """The same reading, of the document with its samples: no package says anything about them but the digest."""
    return replace(reading, document=replace(reading.document, digest=digest_of(sampled)))


def _sampled(value: Any, source: str | None, package: str) -> Any:
    if source is None:
        return value
    sample = {"lang": "Python", "label": package, "source": source}
    return {**value, "x-codeSamples": [*value.get("x-codeSamples", ()), sample]}
