"""Security: schemes that say all that OpenAPI wants of them, and requirements that name defined schemes.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

from typing import Any, Final

from speclift.document.pointers import join_pointer
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.walk import Json, is_reference, places

_SCHEME: Final = Rule(
    "security-scheme",
    "a security scheme lacks what its type needs, or its type does not exist",
    "completed, or left out",
)
_SPELLING: Final = Rule("security-type", "the type of a security scheme is spelled otherwise", "OpenAPI's spelling")
_UNDEFINED: Final = Rule(
    "security-undefined", "an operation demands a security scheme that is not defined", "the demand is left out"
)
_SCOPE: Final = Rule(
    "security-scope-undefined", "a demanded scope is none that the scheme lists", "the scheme lists it"
)
_SCOPES: Final = Rule("security-scopes", "scopes are no list", "the names as a list")

_TYPES: Final = {name.lower(): name for name in ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")}
_FLOWS: Final = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
}


def repair_security(document: Json, notes: Notes) -> None:
    """Make every scheme and every requirement valid."""
    components = document.get("components", {})
    schemes = components.get("securitySchemes", {})
    for name in list(schemes):
        scheme = schemes[name]
        if is_reference(scheme):
            continue
        pointer = join_pointer("components", "securitySchemes", name)
        if not _repair_scheme(scheme, pointer, notes):
            notes.add(_SCHEME, pointer, scheme)
            del schemes[name]
    if schemes == {}:
        components.pop("securitySchemes", None)
    if components == {}:
        document.pop("components", None)
    for place in places(document, "OpenAPI", "Operation"):
        if isinstance(place.value.get("security"), list):
            _repair_demands(place.value, schemes, f"{place.pointer}/security", notes)


def _repair_scheme(scheme: Json, pointer: str, notes: Notes) -> bool:
    """Complete a scheme; False when nothing can be made of it."""
    type_name = str(scheme.get("type", ""))
    kind = _TYPES.get(type_name.lower())
    if kind is None and type_name.lower() in ("basic", "bearer", "jwt"):
        kind = "http"
        scheme["scheme"] = "basic" if type_name.lower() == "basic" else "bearer"
    if kind is None and "name" in scheme and scheme.get("in") in ("header", "query", "cookie"):
        kind = "apiKey"
    if kind is None:
        return False
    if kind != type_name:
        notes.add(_SPELLING, f"{pointer}/type", type_name)
        scheme["type"] = kind
    for key in list(scheme):
        if not key.startswith("x-") and key not in (*_KEYS[kind], "type", "description"):
            notes.add(_SCHEME, f"{pointer}/{key}", scheme[key])
            del scheme[key]
    if kind == "apiKey":
        if scheme.get("in") not in ("header", "query", "cookie"):
            scheme["in"] = "header"
        return isinstance(scheme.get("name"), str) and bool(scheme["name"])
    if kind == "http":
        scheme.setdefault("scheme", "bearer")
        return isinstance(scheme["scheme"], str)
    if kind == "openIdConnect":
        return isinstance(scheme.get("openIdConnectUrl"), str)
    return kind != "oauth2" or _repair_flows(scheme)


_KEYS: Final = {
    "apiKey": ("name", "in"),
    "http": ("scheme", "bearerFormat"),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
    "mutualTLS": (),
}


def _repair_flows(scheme: Json) -> bool:
    flows = scheme.get("flows")
    if not isinstance(flows, dict):
        return False
    for name in list(flows):
        flow = flows[name]
        if name.startswith("x-"):
            continue
        wanted = _FLOWS.get(name, ())
        if not wanted or not isinstance(flow, dict) or any(not isinstance(flow.get(key), str) for key in wanted):
            del flows[name]
            continue
        scopes = flow.get("scopes")
        if isinstance(scopes, list):
            scopes = dict.fromkeys((str(scope) for scope in scopes), "")
        flow["scopes"] = (
            {str(key): str(value or "") for key, value in scopes.items()} if isinstance(scopes, dict) else {}
        )
        for key in [key for key in flow if key not in (*wanted, "refreshUrl", "scopes") and not key.startswith("x-")]:
            del flow[key]
    return bool(flows)


def _repair_demands(holder: Json, schemes: Json, pointer: str, notes: Notes) -> None:
    kept: list[Json] = []
    requirements = holder["security"]
    for index, demand in enumerate(requirements):
        fresh: Json = {}
        unknown = [name for name in demand if name not in schemes]
        if unknown:
            notes.add(_UNDEFINED, f"{pointer}/{index}", unknown[0])
        for name, scopes in demand.items():
            if name in schemes:
                fresh[name] = _scopes(scopes, schemes[name], f"{pointer}/{index}/{name}", notes)
        if (fresh or not demand) and fresh not in kept:
            kept.append(fresh)
    if kept or not requirements:
        holder["security"] = kept
    else:
        del holder["security"]


def _scopes(names: Any, scheme: Json, pointer: str, notes: Notes) -> list[str]:
    if not isinstance(names, list):
        notes.add(_SCOPES, pointer, names)
        names = list(names) if isinstance(names, dict) else str(names).split() if isinstance(names, str) else []
    scopes = [str(scope) for scope in names]
    flows = scheme.get("flows") if scheme.get("type") == "oauth2" else None
    for flow in flows.values() if isinstance(flows, dict) else ():
        for scope in scopes:
            if isinstance(flow, dict) and scope not in flow.get("scopes", {}):
                notes.add(_SCOPE, pointer, scope)
                flow.setdefault("scopes", {})[scope] = ""
    return scopes
