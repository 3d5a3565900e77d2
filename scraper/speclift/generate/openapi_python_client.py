"""The second style of packages: openapi-python-client's own, made by the library itself.

Enters: an OpenAPI document as JSON values. Leaves: `Package`, its files in memory, with a finding for each warning.
Raises `MissingOperationsError` when the library leaves an operation out: its command ends with status 0 then.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speclift.document.operations import operations
from speclift.document.soundness import require_sound
from speclift.generate.package import Package
from speclift.model.findings import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openapi_python_client.config import Config
    from openapi_python_client.parser import GeneratorData

    from speclift.document.operations import PathOperation

_VARIABLE = re.compile(r"\{[^{}]*\}")
_HOOKS = ("-m ruff check --fix-only --quiet --no-cache .", "-m ruff format --quiet --no-cache .")


class MissingOperationsError(Exception):
    """Operations of a document that openapi-python-client leaves out: (`METHOD /path`, why) for each."""

    def __init__(self, missing: Sequence[tuple[str, str]]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"{len(self.missing)} operations are left out")


def generate_by_openapi_python_client(document: Mapping[str, Any]) -> Package:
    """Make the package of `document` in the style of openapi-python-client.

    Raises `InputError` for what is no OpenAPI document, `MissingOperationsError` when an operation is left out.
    """
    documented = operations(require_sound(document))
    with tempfile.TemporaryDirectory(prefix="speclift-") as folder:
        config = _config(Path(folder) / "package")
        data, warnings = _parsed(document, config)
        missing = _missing(documented, data, config, warnings)
        if missing:
            raise MissingOperationsError(missing)
        name, files = _built(data, config)
    return Package(
        name=name,
        files=files,
        operations=tuple(operation.operation_id or operation.pointer for operation in documented),
        documented=len(documented),
        findings=tuple(
            Finding("openapi-python-client", "document", "warning", header, detail) for header, detail in warnings
        ),
    )


def warnings_of(document: Mapping[str, Any]) -> list[str]:
    """What openapi-python-client's parser says against a document, operations that it would leave out included.

    The second witness of the documents in `spec/`: a reading that shares no line with ours.
    """
    config = _config(Path("package"))
    data, warnings = _parsed(document, config)
    missing = _missing(operations(require_sound(document)), data, config, warnings)
    return [f"{about}: {why}" for about, why in (*warnings, *missing)]


def _config(output: Path) -> Config:
    from openapi_python_client.config import Config, ConfigFile, MetaType

    hooks = [f'"{sys.executable}" {hook}' for hook in _HOOKS]
    return Config.from_sources(
        ConfigFile(post_hooks=hooks), MetaType.PDM, Path("document"), "utf-8", overwrite=True, output_path=output
    )


def _parsed(document: Mapping[str, Any], config: Config) -> tuple[GeneratorData, list[tuple[str, str]]]:
    """The document as the library reads it, and its warnings: (about what, why)."""
    from openapi_python_client.parser import GeneratorData
    from openapi_python_client.parser.errors import GeneratorError

    data = GeneratorData.from_dict(dict(document), config=config)
    if isinstance(data, GeneratorError):
        raise InputError(f"openapi-python-client refuses the document: {_line(data.detail)}")
    errors = [*data.errors, *(error for tag in data.endpoint_collections_by_tag.values() for error in tag.parse_errors)]
    return data, [(_line(error.header), _line(error.detail)) for error in errors]


def _line(words: object) -> str:
    from openapi_python_client.schema.untrusted_string import UntrustedString

    text = words.get_untrusted_value() if isinstance(words, UntrustedString) else str(words or "")
    return " ".join(text.split())[:300]


def _missing(
    documented: Iterable[PathOperation], data: GeneratorData, config: Config, warnings: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The operations that have no module of their own in the package, each with what the library said about it."""
    from openapi_python_client.strings import PythonIdentifier

    modules: dict[tuple[str, str], str] = {}
    for tag, collection in data.endpoint_collections_by_tag.items():
        for endpoint in collection.endpoints:
            module = PythonIdentifier(endpoint.name, config.field_prefix)
            modules.setdefault((str(tag), module), _key(endpoint.method, endpoint.path))
    modules_made = set(modules.values())
    missing = []
    for operation in documented:
        if _key(operation.method, operation.path) not in modules_made:
            title = f"{operation.method.upper()} {operation.path}"
            about = [why for header, why in warnings if operation.path in header and operation.method.upper() in header]
            missing.append((title, about[0] if about else "another operation has its name"))
    return missing


def _key(method: str, path: object) -> str:
    text = path if isinstance(path, str) else _line(path)
    return f"{method.lower()} {_VARIABLE.sub('{}', text)}"


def _built(data: GeneratorData, config: Config) -> tuple[str, dict[str, str]]:
    """The name of the package and its files, made below the folder of the configuration and read back."""
    from openapi_python_client import Project

    project = Project(openapi=data, config=config)
    with contextlib.redirect_stdout(io.StringIO()):
        errors = [error for error in project.build() if error.level.name == "ERROR"]
    if errors:
        raise InputError(f"openapi-python-client failed: {_line(errors[0].detail)}")
    root = project.project_dir
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return project.project_name, {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}
