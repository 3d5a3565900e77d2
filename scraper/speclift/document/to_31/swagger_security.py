"""A Security Scheme of Swagger 2.0 as one of OpenAPI 3.

Enters: the object under `securityDefinitions`. Leaves: the object under `components.securitySchemes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from speclift.document.to_31.walk import Json

_FLOWS: Final = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def scheme_of(definition: Json) -> Json:
    """The scheme; what has no counterpart stays for the repair of schemes to judge."""
    if definition.get("type") == "basic":
        rest = {key: value for key, value in definition.items() if key != "type"}
        return {"type": "http", "scheme": "basic", **rest}
    if definition.get("type") != "oauth2":
        return definition
    flow: Json = {key: definition[key] for key in ("authorizationUrl", "tokenUrl", "refreshUrl") if key in definition}
    flow["scopes"] = definition.get("scopes", {})
    name = _FLOWS.get(str(definition.get("flow")), "clientCredentials")
    rest = {key: value for key, value in definition.items() if key == "description" or key.startswith("x-")}
    return {"type": "oauth2", **rest, "flows": {name: flow}}
