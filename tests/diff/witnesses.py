"""Random pairs of schemas with a witness: a value that one admits and the other does not, by jsonschema-rs.

A request breaks when a value that was admitted no longer is; an answer when a value that was not admitted now is.
Values hold only fields that the schema describes: what callers make of undescribed ones is policy, not logic."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import jsonschema_rs

WORDS = ["a", "b", "aa", "ab", "abc", "b1", "", "zz"]
NAMES = ["id", "name", "kind", "tags"]
PATTERNS = ["^a", "b$", "^[a-z]+$", "^.{2}$"]


class Pair(NamedTuple):
    """Two schemas, and the value that shows that the change breaks."""

    old: Any
    new: Any
    witness: Any


def pairs(random: Random, direction: str, *, exclusive: bool) -> Iterator[Pair]:
    """Pairs without end whose change breaks, in a `direction` ("request" or "response"); with `oneOf` or without."""
    while True:
        old = schema(random, 2, exclusive=exclusive)
        new = copy.deepcopy(old)
        for _ in range(random.choice([1, 1, 1, 2])):
            new = edited(random, new, exclusive=exclusive)
        narrow, wide = (new, old) if direction == "request" else (old, new)
        admits, refuses = jsonschema_rs.validator_for(wide), jsonschema_rs.validator_for(narrow)
        for _ in range(40):
            value = sample(random, wide)
            if admits.is_valid(value) and not refuses.is_valid(value):
                yield Pair(old, new, value)
                break


def schema(random: Random, depth: int, *, exclusive: bool) -> dict[str, Any]:
    """A random schema."""
    kinds = ["string", "integer", "number", "boolean", "enum", "nullable"]
    kinds += ["object", "object", "array", "any-of", "all-of"] if depth else []
    kinds += ["one-of", "one-of"] if depth and exclusive else []
    kind = random.choice(kinds)

    def inner() -> dict[str, Any]:
        return schema(random, depth - 1, exclusive=exclusive)

    match kind:
        case "object":
            return _object(random, depth, exclusive=exclusive)
        case "array":
            return {"type": "array", "items": inner(), **_some(random, {"minItems": 1, "maxItems": 3})}
        case "any-of" | "one-of":
            key = "anyOf" if kind == "any-of" else "oneOf"
            return {key: [inner() for _ in range(random.choice([2, 2, 3]))]}
        case "all-of":
            parts = [_object(random, depth, exclusive=exclusive) for _ in range(2)]
            return {"allOf": parts}
        case "enum":
            return {"type": "string", "enum": random.sample(WORDS, random.randint(1, 4))}
        case "nullable":
            return {"type": [random.choice(["string", "integer"]), "null"]}
        case "string":
            return {"type": "string", **_some(random, {"minLength": 1, "maxLength": random.randint(1, 4),
                                                       "pattern": random.choice(PATTERNS)})}  # fmt: skip
        case "integer" | "number":
            return {"type": kind, **_some(random, {"minimum": 0, "maximum": random.randint(2, 9), "multipleOf": 2})}
    return {"type": kind}


def _object(random: Random, depth: int, *, exclusive: bool) -> dict[str, Any]:
    names = random.sample(NAMES, random.randint(1, 3))
    properties = {name: schema(random, depth - 1, exclusive=exclusive) for name in names}
    made: dict[str, Any] = {"type": "object", "properties": properties}
    if random.random() < 0.5:
        made["required"] = random.sample(names, random.randint(1, len(names)))
    return made


def _some(random: Random, facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if random.random() < 0.3}


def edited(random: Random, whole: dict[str, Any], *, exclusive: bool) -> dict[str, Any]:
    """The schema with one schema in it changed."""
    places = list(_schemas(whole))
    holder, key = random.choice(places)
    old = holder[key] if holder is not None else whole
    new = _changed(random, copy.deepcopy(old), exclusive=exclusive)
    if holder is None:
        return new
    holder[key] = new
    return whole


def _schemas(value: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    yield None, None
    waiting = [value]
    while waiting:
        current = waiting.pop()
        for name in current.get("properties", {}):
            yield current["properties"], name
            waiting.append(current["properties"][name])
        if "items" in current:
            yield current, "items"
            waiting.append(current["items"])
        for keyword in ("anyOf", "oneOf", "allOf"):
            for index, branch in enumerate(current.get(keyword, ())):
                yield current[keyword], index
                waiting.append(branch)


def _changed(random: Random, schema_: dict[str, Any], *, exclusive: bool) -> dict[str, Any]:
    bounds = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "multipleOf"]
    present = [key for key in bounds if key in schema_]
    choice = random.random()
    if present and choice < 0.4:
        key = random.choice(present)
        if random.random() < 0.3:
            del schema_[key]
        else:
            schema_[key] = max(1, schema_[key] + random.choice([-2, -1, 1, 2]))
    elif "enum" in schema_ and choice < 0.7:
        schema_["enum"] = random.sample(WORDS, random.randint(1, 4))
    elif "properties" in schema_ and choice < 0.6:
        names = list(schema_["properties"])
        schema_["required"] = random.sample(names, random.randint(0, len(names)))
    elif ("anyOf" in schema_ or "oneOf" in schema_) and choice < 0.6:
        key = "anyOf" if "anyOf" in schema_ else "oneOf"
        if random.random() < 0.5 and len(schema_[key]) > 1:
            schema_[key].pop(random.randrange(len(schema_[key])))
        else:
            schema_[key].append(schema(random, 1, exclusive=exclusive))
    elif isinstance(schema_.get("type"), list) and choice < 0.6:
        schema_["type"] = schema_["type"][0]
    elif schema_.get("type") in ("integer", "number") and choice < 0.6:
        schema_["type"] = "number" if schema_["type"] == "integer" else "integer"
    elif schema_.get("type") == "string" and choice < 0.6:
        schema_["pattern"] = random.choice(PATTERNS)
    elif exclusive and choice < 0.75:
        return {"oneOf": [schema_, schema(random, 1, exclusive=exclusive)]}
    else:
        return schema(random, 1, exclusive=exclusive)
    return schema_


def sample(random: Random, schema_: dict[str, Any]) -> Any:
    """A value that the schema may admit: of its types, with its fields, near its bounds."""
    if "enum" in schema_:
        return random.choice([*schema_["enum"], *schema_["enum"], random.choice(WORDS)])
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema_:
            return sample(random, random.choice(schema_[keyword]))
    if "allOf" in schema_:
        merged: dict[str, Any] = {}
        for part in schema_["allOf"]:
            value = sample(random, part)
            merged |= value if isinstance(value, dict) else {}
        return merged
    kind = schema_.get("type", "string")
    kind = random.choice(kind) if isinstance(kind, list) else kind
    match kind:
        case "object":
            required = schema_.get("required", [])
            return {
                name: sample(random, inner)
                for name, inner in schema_["properties"].items()
                if name in required or random.random() < 0.6
            }
        case "array":
            return [sample(random, schema_["items"]) for _ in range(random.randint(0, 4))]
        case "integer":
            return random.randint(-3, 12)
        case "number":
            return random.choice([random.randint(-3, 12), random.randint(-3, 12) + 0.5])
        case "boolean":
            return random.choice([True, False])
        case "null":
            return None
    return random.choice(WORDS)
