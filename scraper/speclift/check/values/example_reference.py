"""An example is a value, not a reference.

What it does: reports `$ref` inside recorded examples and defaults.

Why it is bad: nothing follows it there; the example is the object `{"$ref": …}` itself.

Example: `example: {owner: {$ref: "#/components/examples/User"}}`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from speclift.check.problem import Problem
from speclift.check.values.recorded import defaults, media_type_examples, parameter_examples, schema_examples
from speclift.document import join_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def example_reference(survey: Survey) -> Iterator[Problem]:
    """Yield each reference inside a recorded value."""
    finders = (media_type_examples, parameter_examples, schema_examples, defaults)
    for item in chain.from_iterable(find(survey) for find in finders):
        for inside in _references(item.value, ""):
            yield Problem(item.pointer + inside, "a reference inside an example is not followed")


def _references(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield f"{pointer}/$ref"
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                yield from _references(inner, pointer + join_pointer(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, (dict, list)):
                yield from _references(inner, f"{pointer}/{index}")
