"""Models as fields of pydantic models and bodies of FastAPI, without depending on either.

Enters: a model's class. Leaves: the schema that pydantic asks for. Loaded by pydantic alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ._values import UNSET, is_object

if TYPE_CHECKING:
    from ._drift import Kind
    from ._model import Model


def core_schema_of(model: type[Model]) -> Any:
    """Describe a model: an instance, or an object by the server's names that fits; written as `to_dict` gives it."""
    from pydantic_core import core_schema

    def validated(value: object) -> Model:
        if isinstance(value, model):
            return value
        if not is_object(value):
            raise ValueError(f"{model.__name__} is made of an object")
        from ._nodes import made

        misfits: list[str] = []

        def tell(place: str, kind: Kind, expected: str, received: object, _field: str = "") -> None:
            sent = "nothing" if received is UNSET else type(received).__name__
            misfits.append(f"{place.removeprefix('.')}: {kind}: expected {expected}, received {sent}")

        found: Model = made(model, value, tell)
        if misfits:
            raise ValueError("; ".join(misfits))
        return found

    def described(schema: object, handler: object) -> dict[str, Any]:  # noqa: ARG001  (pydantic's protocol)
        return _json_schema(model)

    written = core_schema.plain_serializer_function_ser_schema(model.to_dict)
    return core_schema.no_info_plain_validator_function(
        validated,
        serialization=written,
        metadata={"pydantic_js_functions": [described]},
    )


def _json_schema(model: type[Model]) -> dict[str, Any]:
    """The JSON Schema of a model: the names of its fields. Their types are in the API's own document."""
    fields = msgspec.structs.fields(model)
    return {
        "type": "object",
        "title": model.__name__,
        "properties": {field.encode_name: {} for field in fields},
        "required": [field.encode_name for field in fields if field.required],
    }
