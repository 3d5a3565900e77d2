"""A call in Python, by our own package, beside the calls that the page records.

Enters: a document. Leaves: the same, `x-codeSamples` of each operation ending in the call that the document's package
is made for: viewers show it beside curl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.generate.reading import read
from speclift.generate.readme import sample_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_python_samples(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with a sample on every operation. Raises `InputError` for one that no package can be made of."""
    reading = read(document)
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


def _sampled(value: Any, source: str | None, package: str) -> Any:
    if source is None:
        return value
    sample = {"lang": "Python", "label": package, "source": source}
    return {**value, "x-codeSamples": [*value.get("x-codeSamples", ()), sample]}
