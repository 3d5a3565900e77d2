"""Score a lifted OpenAPI document against a truth document, per kind of fact.

    .venv/bin/python tests/accuracy/score.py LIFTED.yaml TRUTH.json [--show KIND] [--json]

Prints, for each kind: how many facts the truth states, how many of them the lifted document has (recall), how many it
has that the truth does not (invented; precision). Facts of a value (its type, format, default, …) are compared only
where both documents have the value, so a missing field is one missing fact, not five.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from openapi_facts import OperationFacts, ValueFacts, operations

KINDS = (
    "operations", "parameters", "parameters seen in the path or an example", "deprecated", "security",
    "request media types", "request fields", "request fields of examples", "response statuses",
    "response media types", "response headers", "response fields", "response fields of examples",
    "required", "types", "nullable", "formats", "defaults", "enum values", "limits",
)  # fmt: skip


@dataclass
class Tally:
    """The facts of one kind: in both documents, in the truth only, in the lifted document only."""

    right: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the truth's facts that was lifted (1.0 where the truth states none)."""
        wanted = len(self.right) + len(self.missed)
        return len(self.right) / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of the lifted facts that the truth states (1.0 where none was lifted)."""
        stated = len(self.right) + len(self.invented)
        return len(self.right) / stated if stated else 1.0


class Score:
    """Tallies by kind of fact."""

    def __init__(self) -> None:
        self.kinds = {kind: Tally() for kind in KINDS}

    def __getitem__(self, kind: str) -> Tally:
        """The tally of a kind."""
        return self.kinds[kind]

    def compare(self, kind: str, about: str, lifted: Iterable[Any], truth: Iterable[Any]) -> None:
        """Count two sets of facts."""
        lifted, truth, tally = set(lifted), set(truth), self.kinds[kind]
        tally.right += [f"{about}: {fact}" for fact in sorted(truth & lifted, key=str)]
        tally.missed += [f"{about}: {fact}" for fact in sorted(truth - lifted, key=str)]
        tally.invented += [f"{about}: {fact}" for fact in sorted(lifted - truth, key=str)]

    def as_data(self) -> dict[str, dict[str, float | int]]:
        """Figures by kind, for JSON."""
        return {
            kind: {
                "truth": len(one.right) + len(one.missed), "right": len(one.right), "invented": len(one.invented),
                "recall": round(one.recall, 4), "precision": round(one.precision, 4),
            }
            for kind, one in self.kinds.items()
        }  # fmt: skip


def score(lifted: Mapping[str, Any], truth: Mapping[str, Any]) -> Score:
    """Compare two documents."""
    result = Score()
    rest = operations(lifted)
    for wanted in operations(truth):
        about = f"{wanted.method.upper()} {wanted.path}"
        partner = next(
            (
                one
                for one in rest
                if (one.method == wanted.method or wanted.any_method) and one.spellings & wanted.spellings
            ),
            None,
        )
        if partner is None:
            result["operations"].missed.append(about)
            continue
        rest.remove(partner)
        result["operations"].right.append(about)
        _operation(result, about, partner, wanted)
    result["operations"].invented += [f"{one.method.upper()} {one.path}" for one in rest]
    return result


def _operation(result: Score, about: str, lifted: OperationFacts, truth: OperationFacts) -> None:
    _parameters(result, about, lifted, truth)
    _values(result, about, lifted.below_parameters, truth.below_parameters)
    result.compare("deprecated", about, {True} & {lifted.deprecated}, {True} & {truth.deprecated})
    result.compare("security", about, lifted.security, truth.security)
    if truth.body_media and lifted.body_media:
        result.compare("request media types", about, lifted.body_media, truth.body_media)
    _fields(result, f"{about} request", "request", lifted.body, truth.body, truth.free_fields)
    lifted_statuses = {status for status in lifted.statuses if status in truth.statuses}
    others = lifted.statuses - truth.statuses - truth.free_statuses
    if truth.status_unstated:
        others = {status for status in others if status[:1] not in "2d"}
    result.compare("response statuses", about, lifted_statuses | others, truth.statuses)
    for status in sorted(truth.statuses & lifted.statuses):
        _response(result, f"{about} {status}", lifted, status, truth, status)
    if truth.status_unstated:
        answer = next((one for one in sorted(lifted.statuses) if one.startswith("2")), "default")
        answer = "unstated" if lifted.status_unstated else answer
        _response(result, f"{about} answer", lifted, answer, truth, "unstated")
    for status in sorted(truth.statuses - lifted.statuses):
        _response(result, f"{about} {status}", lifted, status, truth, status)


def _response(result: Score, about: str, lifted: OperationFacts, own: str, truth: OperationFacts, wanted: str) -> None:
    media = {kind for status, kind in lifted.response_media if status == own}
    truth_media = {kind for status, kind in truth.response_media if status == wanted}
    if media and truth_media:
        result.compare("response media types", about, media, truth_media)
    result.compare(
        "response headers",
        about,
        {name for status, name in lifted.headers if status == own},
        {name for status, name in truth.headers if status == wanted},
    )
    fields = {path: value for (status, path), value in lifted.responses.items() if status == own}
    truth_fields = {path: value for (status, path), value in truth.responses.items() if status == wanted}
    _fields(result, about, "response", fields, truth_fields, truth.free_fields)


def _parameters(result: Score, about: str, lifted: OperationFacts, truth: OperationFacts) -> None:
    """A credential may be a parameter in one document and a security scheme in the other; path names may differ."""
    own = dict(lifted.parameters)
    wanted = dict(truth.parameters)
    paths = [key for key in own if key[0] == "path"]
    truth_paths = [key for key in wanted if key[0] == "path"]
    if len(paths) == len(truth_paths):
        for key, name in zip(paths, truth_paths, strict=True):
            if key not in wanted:
                own[name] = own.pop(key)
    stated = {key for key, value in wanted.items() if not value.shown}
    shown = set(wanted) - stated
    credentials = {key for key in wanted if (key[0], key[1].lower()) in lifted.credentials}
    invented = {key for key in own if key not in wanted and (key[0], key[1].lower()) not in truth.credentials}
    result.compare("parameters", about, ((set(own) | credentials) & stated) | invented, stated)
    result.compare("parameters seen in the path or an example", about, (set(own) | credentials) & shown, shown)
    for key in sorted(set(own) & set(wanted)):
        _value(result, f"{about} {' '.join(key)}", own[key], wanted[key])


def _fields(
    result: Score,
    about: str,
    kind: str,
    lifted: dict[str, ValueFacts],
    truth: dict[str, ValueFacts],
    free: set[str],
) -> None:
    own = {path for path, value in lifted.items() if value.named}
    stated = {path for path, value in truth.items() if value.named and not value.shown}
    shown = {path for path, value in truth.items() if value.named and value.shown}
    extra = {path for path in own - stated - shown if path.rpartition(".")[2] not in free}
    result.compare(f"{kind} fields", about, (own & stated) | extra, stated)
    result.compare(f"{kind} fields of examples", about, own & shown, shown)
    _values(result, about, lifted, truth)


def _values(result: Score, about: str, lifted: dict[str, ValueFacts], truth: dict[str, ValueFacts]) -> None:
    for path in sorted(set(lifted) & set(truth)):
        _value(result, f"{about} {path}", lifted[path], truth[path])


def _value(result: Score, about: str, lifted: ValueFacts, truth: ValueFacts) -> None:
    if not truth.shown:
        result.compare("required", about, {True} & {lifted.required}, {True} & {truth.required})
    if not (truth.type_shown or (truth.shown and not truth.types)):
        result.compare("types", about, lifted.types, truth.types)
    result.compare("nullable", about, {True} & {lifted.nullable}, {True} & {truth.nullable})
    result.compare("formats", about, lifted.formats, truth.formats)
    result.compare("defaults", about, map(_text, lifted.default), map(_text, truth.default))
    result.compare("enum values", about, lifted.enum, truth.enum)
    result.compare("limits", about, lifted.limits, truth.limits)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def load(path: Path) -> dict[str, Any]:
    """A document from a YAML or JSON file."""
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
    return loaded


def main(words: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Score a lifted document against a truth document.")
    parser.add_argument("lifted", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--show", metavar="KIND", action="append", default=[], help="list missed and invented facts")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(words)
    result = score(load(options.lifted), load(options.truth))
    if options.json:
        print(json.dumps(result.as_data(), indent=2))
        return
    print(f"{'':44}{'truth':>7}{'right':>7}{'recall':>9}{'invented':>10}{'precision':>11}")
    for kind, one in result.kinds.items():
        total = len(one.right) + len(one.missed)
        if total or one.invented:
            figures = f"{total:7}{len(one.right):7}{one.recall:9.1%}{len(one.invented):10}{one.precision:11.1%}"
            print(f"{kind:44}{figures}")
        if kind in options.show:
            print("".join(f"    missed   {fact}\n" for fact in one.missed), end="")
            print("".join(f"    invented {fact}\n" for fact in one.invented), end="")


if __name__ == "__main__":
    main(sys.argv[1:])
