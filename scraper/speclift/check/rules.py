"""The table of all rules: id, severity, what holds in a good document, and the function that looks.

The order is that of the report. `docs/check.md` says which rules of redocly, spectral and IBM's validator each one
covers.
"""

from __future__ import annotations

from speclift.check.models.array_items import array_items
from speclift.check.models.bounds_contradiction import bounds_contradiction
from speclift.check.models.bounds_mixed import bounds_mixed
from speclift.check.models.composition_closed import composition_closed
from speclift.check.models.composition_duplicate import composition_duplicate
from speclift.check.models.discriminator_mapping import discriminator_mapping
from speclift.check.models.enum_duplicate import enum_duplicate
from speclift.check.models.enum_names import enum_names
from speclift.check.models.enum_type import enum_type
from speclift.check.models.format_type import format_type
from speclift.check.models.keyword_type import keyword_type
from speclift.check.models.legacy_keyword import legacy_keyword
from speclift.check.models.pattern_invalid import pattern_invalid
from speclift.check.models.pattern_portable import pattern_portable
from speclift.check.models.property_case_collision import property_case_collision
from speclift.check.models.read_write_only import read_write_only
from speclift.check.models.required_undefined import required_undefined
from speclift.check.models.schema_identifier import schema_identifier
from speclift.check.models.schema_object import schema_object
from speclift.check.models.types_contradict import types_contradict
from speclift.check.operations.link_target import link_target
from speclift.check.operations.operation_id_characters import operation_id_characters
from speclift.check.operations.operation_id_duplicate import operation_id_duplicate
from speclift.check.operations.operation_id_missing import operation_id_missing
from speclift.check.operations.operation_undescribed import operation_undescribed
from speclift.check.operations.pagination import pagination
from speclift.check.operations.request_body_forbidden import request_body_forbidden
from speclift.check.operations.tag_duplicate import tag_duplicate
from speclift.check.operations.tag_parent import tag_parent
from speclift.check.operations.tag_undeclared import tag_undeclared
from speclift.check.operations.tag_unused import tag_unused
from speclift.check.parameters.parameter_duplicate import parameter_duplicate
from speclift.check.parameters.parameter_required_default import parameter_required_default
from speclift.check.parameters.parameter_style import parameter_style
from speclift.check.paths.path_ambiguous import path_ambiguous
from speclift.check.paths.path_equivalent import path_equivalent
from speclift.check.paths.path_fragment import path_fragment
from speclift.check.paths.path_parameter_undeclared import path_parameter_undeclared
from speclift.check.paths.path_parameter_unused import path_parameter_unused
from speclift.check.paths.path_template import path_template
from speclift.check.paths.path_trailing_slash import path_trailing_slash
from speclift.check.references.component_unused import component_unused
from speclift.check.references.reference_circular import reference_circular
from speclift.check.references.reference_kind import reference_kind
from speclift.check.references.reference_remote import reference_remote
from speclift.check.references.reference_siblings import reference_siblings
from speclift.check.references.reference_unresolved import reference_unresolved
from speclift.check.responses.error_example_unnamed import error_example_unnamed
from speclift.check.responses.header_ignored import header_ignored
from speclift.check.responses.response_body_forbidden import response_body_forbidden
from speclift.check.responses.success_missing import success_missing
from speclift.check.rule import Rule
from speclift.check.security.security_missing import security_missing
from speclift.check.security.security_scheme_unused import security_scheme_unused
from speclift.check.security.security_scope_undefined import security_scope_undefined
from speclift.check.security.security_undefined import security_undefined
from speclift.check.servers.server_missing import server_missing
from speclift.check.servers.server_trailing_slash import server_trailing_slash
from speclift.check.servers.server_variable_default import server_variable_default
from speclift.check.servers.server_variable_undefined import server_variable_undefined
from speclift.check.servers.server_variable_unused import server_variable_unused
from speclift.check.servers.url_malformed import url_malformed
from speclift.check.structure.description_script import description_script
from speclift.check.structure.info_incomplete import info_incomplete
from speclift.check.structure.media_type_name import media_type_name
from speclift.check.structure.media_type_schema import media_type_schema
from speclift.check.structure.multipart_encoding import multipart_encoding
from speclift.check.structure.openapi_schema import openapi_schema
from speclift.check.structure.openapi_version import openapi_version
from speclift.check.values.default_invalid import default_invalid
from speclift.check.values.example_direction import example_direction
from speclift.check.values.example_format import example_format
from speclift.check.values.example_media_type import example_media_type
from speclift.check.values.example_missing import example_missing
from speclift.check.values.example_name import example_name
from speclift.check.values.example_parameter import example_parameter
from speclift.check.values.example_reference import example_reference
from speclift.check.values.example_schema import example_schema
from speclift.check.values.example_twice import example_twice

RULES: tuple[Rule, ...] = (
    # structure
    Rule(
        "openapi-schema", "error", "The document keeps the official JSON Schema of its OpenAPI version", openapi_schema
    ),
    Rule("openapi-version", "info", "The document is OpenAPI 3.1", openapi_version),
    Rule("media-type-name", "error", "A key of `content` is a media type or a media type range", media_type_name),
    Rule("media-type-schema", "warning", "A media type has a schema", media_type_schema),
    Rule("multipart-encoding", "error", "`encoding` names properties of the body", multipart_encoding),
    Rule("description-script", "warning", "Texts hold no scripts", description_script),
    Rule("info-incomplete", "info", "`info` says what the API is", info_incomplete),
    # references
    Rule("reference-unresolved", "error", "A reference leads somewhere", reference_unresolved),
    Rule("reference-remote", "error", "A reference stays in the document", reference_remote),
    Rule("reference-kind", "error", "A reference leads to the kind of object that is wanted there", reference_kind),
    Rule("reference-circular", "error", "A reference comes to an end", reference_circular),
    Rule("reference-siblings", "warning", "Nothing stands beside a `$ref` that would be ignored", reference_siblings),
    Rule("component-unused", "info", "Every component is used", component_unused),
    # paths
    Rule("path-template", "error", "A path is a well-formed template", path_template),
    Rule(
        "path-equivalent", "error", "No two paths are the same but for the names of their parameters", path_equivalent
    ),
    Rule(
        "path-ambiguous",
        "warning",
        "No request matches two paths of which neither is the more particular",
        path_ambiguous,
    ),
    Rule("path-fragment", "warning", "A path holds no fragment", path_fragment),
    Rule("path-trailing-slash", "warning", "A path does not end in a slash", path_trailing_slash),
    Rule("path-parameter-undeclared", "error", "Every parameter of a path is declared", path_parameter_undeclared),
    Rule("path-parameter-unused", "error", "Every declared path parameter stands in the path", path_parameter_unused),
    # operations
    Rule("operation-id-missing", "warning", "Every operation has an id", operation_id_missing),
    Rule("operation-id-duplicate", "error", "An operation id is unique", operation_id_duplicate),
    Rule(
        "operation-id-characters",
        "warning",
        "An operation id can stand in an address and in a program",
        operation_id_characters,
    ),
    Rule("operation-undescribed", "info", "An operation says what it does", operation_undescribed),
    Rule("request-body-forbidden", "warning", "GET, HEAD and DELETE have no body", request_body_forbidden),
    Rule("tag-undeclared", "warning", "A tag of an operation is declared", tag_undeclared),
    Rule("tag-duplicate", "error", "A tag is declared once, and an operation has it once", tag_duplicate),
    Rule("tag-parent", "error", "A tag is nested under a declared tag", tag_parent),
    Rule("tag-unused", "info", "A declared tag is used", tag_unused),
    Rule("link-target", "error", "A link leads to an operation, with parameters that it has", link_target),
    Rule("pagination", "error", "`x-pagination` names what exists", pagination),
    # parameters
    Rule("parameter-duplicate", "error", "A parameter stands once in a list", parameter_duplicate),
    Rule("parameter-required-default", "warning", "A required parameter has no default", parameter_required_default),
    Rule("parameter-style", "warning", "The style of a parameter fits its type", parameter_style),
    # responses
    Rule("success-missing", "warning", "An operation can succeed", success_missing),
    Rule("response-body-forbidden", "warning", "A response without content has no body", response_body_forbidden),
    Rule(
        "header-ignored",
        "warning",
        "Headers that OpenAPI describes elsewhere are not described as headers",
        header_ignored,
    ),
    Rule("error-example-unnamed", "info", "Examples of errors have names", error_example_unnamed),
    # models
    Rule("schema-object", "error", "A Schema Object is a JSON Schema", schema_object),
    Rule("schema-identifier", "warning", "A schema has no address of its own", schema_identifier),
    Rule("pattern-invalid", "error", "A pattern is a regular expression", pattern_invalid),
    Rule("pattern-portable", "info", "A pattern means the same in Python", pattern_portable),
    Rule("bounds-contradiction", "error", "The least is not more than the most", bounds_contradiction),
    Rule("bounds-mixed", "warning", "A number has one lower and one upper limit", bounds_mixed),
    Rule("enum-duplicate", "error", "A value stands once in an enumeration", enum_duplicate),
    Rule("enum-type", "error", "The values of an enumeration fit the schema around them", enum_type),
    Rule("enum-names", "error", "The names of an enumeration's values match the values", enum_names),
    Rule("required-undefined", "error", "A required property is defined", required_undefined),
    Rule("discriminator-mapping", "error", "A discriminator discriminates", discriminator_mapping),
    Rule("array-items", "warning", "A list says what it holds", array_items),
    Rule("keyword-type", "warning", "A keyword speaks of the declared type", keyword_type),
    Rule("format-type", "warning", "A format belongs to the declared type", format_type),
    Rule(
        "property-case-collision",
        "warning",
        "No two properties differ only by case or punctuation",
        property_case_collision,
    ),
    Rule("legacy-keyword", "warning", "A 3.1 document is written in 3.1", legacy_keyword),
    Rule("composition-closed", "error", "Parts of a composition do not shut each other out", composition_closed),
    Rule("composition-duplicate", "warning", "The parts of a composition are different", composition_duplicate),
    Rule("types-contradict", "error", "A composition leaves a type", types_contradict),
    Rule("read-write-only", "warning", "A property is not both read-only and write-only", read_write_only),
    # values
    Rule("example-media-type", "error", "The examples of a body fit its schema", example_media_type),
    Rule("example-parameter", "error", "The examples of a parameter or header fit its schema", example_parameter),
    Rule("example-schema", "error", "The examples at a schema fit the schema", example_schema),
    Rule("default-invalid", "error", "A default fits its schema", default_invalid),
    Rule("example-format", "warning", "An example keeps the declared format", example_format),
    Rule("example-direction", "warning", "An example holds only what travels that way", example_direction),
    Rule("example-reference", "warning", "An example is a value, not a reference", example_reference),
    Rule("example-twice", "error", "A place has one kind of example", example_twice),
    Rule("example-missing", "info", "A JSON response has an example", example_missing),
    Rule("example-name", "info", "The name of an example can be asked for", example_name),
    # security
    Rule("security-undefined", "error", "A required security scheme is defined", security_undefined),
    Rule(
        "security-scope-undefined", "error", "A required scope is one that the scheme grants", security_scope_undefined
    ),
    Rule("security-scheme-unused", "warning", "A security scheme is used", security_scheme_unused),
    Rule("security-missing", "warning", "An operation says whether it needs authorisation", security_missing),
    # servers
    Rule("server-missing", "info", "The document says where the API is", server_missing),
    Rule(
        "server-variable-undefined",
        "error",
        "Every variable of a server's address is defined",
        server_variable_undefined,
    ),
    Rule(
        "server-variable-unused", "warning", "Every variable of a server stands in its address", server_variable_unused
    ),
    Rule(
        "server-variable-default",
        "error",
        "The default of a server's variable is one of its values",
        server_variable_default,
    ),
    Rule("server-trailing-slash", "warning", "A server's address does not end in a slash", server_trailing_slash),
    Rule("url-malformed", "warning", "Addresses are addresses", url_malformed),
)
