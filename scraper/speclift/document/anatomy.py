"""Where OpenAPI puts its objects: which field of which object holds what.

A table and nothing else: `"[Parameter]"` is a list, `"{Response}"` a map by name, `"Schema"` one object. Fields that
hold no object (text, numbers, examples' values) are not listed. Source: the OpenAPI Specification 3.1.1, section 4.8,
and 3.2.0.
"""

from __future__ import annotations

from speclift.document.operations import METHODS

_ENCODINGS = {"encoding": "{Encoding}", "prefixEncoding": "[Encoding]", "itemEncoding": "Encoding"}

OBJECTS: dict[str, dict[str, str]] = {
    "OpenAPI": {
        "info": "Info",
        "servers": "[Server]",
        "paths": "{PathItem}",
        "webhooks": "{PathItem}",
        "components": "Components",
        "security": "[SecurityRequirement]",
        "tags": "[Tag]",
        "externalDocs": "ExternalDocs",
    },
    "Info": {},
    "Server": {"variables": "{ServerVariable}"},
    "ServerVariable": {},
    "ExternalDocs": {},
    "Tag": {"externalDocs": "ExternalDocs"},
    "SecurityRequirement": {},
    "SecurityScheme": {"flows": "OAuthFlows"},
    "OAuthFlows": dict.fromkeys(
        ("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"), "OAuthFlow"
    ),
    "OAuthFlow": {},
    "Components": {
        "schemas": "{Schema}",
        "responses": "{Response}",
        "parameters": "{Parameter}",
        "examples": "{Example}",
        "requestBodies": "{RequestBody}",
        "headers": "{Header}",
        "securitySchemes": "{SecurityScheme}",
        "links": "{Link}",
        "callbacks": "{Callback}",
        "pathItems": "{PathItem}",
        "mediaTypes": "{MediaType}",
    },
    "PathItem": {
        "parameters": "[Parameter]",
        "servers": "[Server]",
        **dict.fromkeys((*METHODS, "query"), "Operation"),
        "additionalOperations": "{Operation}",
    },
    "Operation": {
        "parameters": "[Parameter]",
        "requestBody": "RequestBody",
        "responses": "{Response}",
        "callbacks": "{Callback}",
        "security": "[SecurityRequirement]",
        "servers": "[Server]",
        "externalDocs": "ExternalDocs",
    },
    "Parameter": {"schema": "Schema", "content": "{MediaType}", "examples": "{Example}"},
    "Header": {"schema": "Schema", "content": "{MediaType}", "examples": "{Example}"},
    "RequestBody": {"content": "{MediaType}"},
    "Response": {"content": "{MediaType}", "headers": "{Header}", "links": "{Link}"},
    "MediaType": {"schema": "Schema", "itemSchema": "Schema", "examples": "{Example}", **_ENCODINGS},
    "Encoding": {"headers": "{Header}", **_ENCODINGS},
    "Example": {},
    "Link": {"server": "Server"},
    "Callback": {"*": "PathItem"},
    "Schema": {
        **dict.fromkeys(("properties", "patternProperties", "$defs", "dependentSchemas"), "{Schema}"),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "[Schema]"),
        **dict.fromkeys(
            ("not", "if", "then", "else", "items", "contains", "propertyNames", "contentSchema"),
            "Schema",
        ),
        **dict.fromkeys(("additionalProperties", "unevaluatedItems", "unevaluatedProperties"), "Schema"),
        "externalDocs": "ExternalDocs",
    },
}

SINCE_3_2 = frozenset({
    ("Components", "mediaTypes"), ("OAuthFlows", "deviceAuthorization"), ("PathItem", "query"),
    ("PathItem", "additionalOperations"), ("MediaType", "itemSchema"), ("MediaType", "prefixEncoding"),
    ("MediaType", "itemEncoding"), ("Encoding", "encoding"), ("Encoding", "prefixEncoding"),
    ("Encoding", "itemEncoding"),
})  # fmt: skip
"""Fields that OpenAPI 3.1 does not have."""

COMPONENTS: dict[str, str] = {field: shape.strip("{}") for field, shape in OBJECTS["Components"].items()}
"""The kind of object that each section of `components` holds."""

EXTENSIBLE_MAPS = frozenset({("OpenAPI", "paths"), ("Operation", "responses"), ("Callback", "*")})
"""Maps whose keys may be extensions: there, `x-` is no name. (A schema may well be called `x-y`.)"""

REFERENCES_WITH_SIBLINGS = frozenset({"Schema", "PathItem"})
"""Objects in which `$ref` is one field among others. Anywhere else an object with `$ref` is a Reference Object."""

IN_PLACE = ("allOf", "anyOf", "oneOf")
"""Lists of schemas that apply to the very value that the schema applies to."""
