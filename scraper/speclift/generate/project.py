"""Writes a package: our templates, filled with what a document says, and files in memory.

Enters: a reading. Leaves: the files of a package, by their path in its folder.
"""

from __future__ import annotations

import ast
import functools
import re
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

from speclift.generate import prose, shapes
from speclift.generate.clients import client_values
from speclift.generate.contents import error_values, init_values
from speclift.generate.definitions import input_views, model_views
from speclift.generate.imports import imported, statements
from speclift.generate.literals import link, literal, markdown, toml
from speclift.generate.readme import readme_values
from speclift.generate.resources import ResourceWriter
from speclift.workspace.template_files import templates_directory

if TYPE_CHECKING:
    from pathlib import Path

    from speclift.generate.reading import Reading


def templates() -> Path:
    """The folder of the package's templates."""
    return templates_directory() / "package"


@functools.cache
def _environment(folder: Path) -> Environment:
    """One environment, and with it the compiled templates, serves all packages of a build."""
    # Python is written, no HTML: every text is escaped for its own place before it comes here.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(folder),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["docstring"] = prose.docstring
    return environment


@functools.cache
def _runtime() -> dict[str, str]:
    """The modules that every package has, as they are in `templates/package/runtime`."""
    return {
        path.name: _for_reading(path.read_text("utf-8")) for path in sorted((templates() / "runtime").glob("_*.py"))
    }


def _for_reading(source: str) -> str:
    """A module without the docstrings of what nobody outside calls: they are for who works on the runtime, here."""
    lines = source.split("\n")
    dropped = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if node.name.startswith("_") and not node.name.startswith("__") and len(node.body) > 1
        if ast.get_docstring(node) is not None
        # With the docstring of a class goes the empty line below it.
        for line in range(node.body[0].lineno - 1, (node.body[0].end_lineno or 0) + isinstance(node, ast.ClassDef))
        if line < node.body[0].end_lineno or not lines[line].strip()  # type: ignore[operator]
    }
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped)


class PackageProject:
    """Writes one package. `build` writes nothing to disk: `files` holds what there is to write."""

    def __init__(self, reading: Reading, *, version: str, changes: str) -> None:
        self.reading = reading
        self.files: dict[str, str] = {}
        self._version, self._changes = version, changes
        self._environment = _environment(templates())

    def build(self) -> None:
        """Fill `files`."""
        self._create_package()
        self._build_metadata()
        self._build_models()
        self._build_api()

    def _create_package(self) -> None:
        settings = self.reading.document.settings
        for name, source in _runtime().items():
            if not name.startswith(("_frames", "_websocket")) or self.reading.rpc:
                self._put(name, f"{self._header()}\n{source.replace('ClientError', f'{settings.client}Error')}")
        self._put("py.typed", "")
        self._render(
            "_about.py",
            "about.py.jinja",
            version=literal(self._version),
            api_version=literal(self.reading.document.version),
            digest=self.reading.document.digest,
        )
        self._render("__init__.py", "init.py.jinja", **init_values(self.reading))

    def _build_metadata(self) -> None:
        document, settings = self.reading.document, self.reading.document.settings
        common = {
            "package": settings.package,
            "module": settings.module,
            "page": link(settings.page),
            "count": len(self.reading.operations),
            "changes": self._changes,
        }
        title = document.title
        self.files["pyproject.toml"] = self._rendered(
            "pyproject.toml.jinja",
            **common
            | {
                "version": toml(self._version),
                "description": toml(f"A typed client for {title}, API version {document.version}"[:500]),
                "keyword": toml(settings.source or settings.package),
                "page": toml(link(settings.page)) if link(settings.page) else "",
                "httpx": "httpx2[ws]" if self.reading.rpc else "httpx2",
                "digest": document.digest,
            },
        )
        words = {
            "title": markdown(document.title),
            "api_version": markdown(document.version),
            "version": markdown(self._version),
        }
        self.files["README.md"] = self._rendered("README.md.jinja", **common | words, **readme_values(self.reading))
        self.files["CHANGELOG.md"] = self._rendered("CHANGELOG.md.jinja", **common, **words)
        self.files["LICENSE"] = (templates() / "LICENSE").read_text("utf-8")

    def _build_models(self) -> None:
        contents = self.reading.modules.contents
        for module, names in contents.items():
            script = shapes.Script()
            models = model_views(self.reading, names, script)
            imports = statements(script, self.reading, level="..", models=".")
            self._render(
                f"models/{module}.py",
                "model.py.jinja",
                title=self.reading.modules.titles[module],
                models=models,
                imports=imports,
            )
        where = sorted(self.reading.modules.of.items())
        imports = [imported(f".{module}", names) for module, names in sorted(contents.items())]
        self._render("models/__init__.py", "models_init.py.jinja", where=where, imports=imports)
        self._render("_json.py", "json.py.jinja")
        script = shapes.Script()
        inputs = input_views(self.reading, script)
        script.definitions -= {f"{view.name}Like" for view in inputs}
        needed = script.names & {"TypedDict", "TypeAlias", "NotRequired"}
        typing = shapes.Script(names=script.names - needed, definitions=script.definitions, modules=script.modules)
        typing_imports = statements(typing, self.reading, level=".", models=".models.")
        running = shapes.Script(names=needed | ({"TYPE_CHECKING"} if typing_imports else set()))
        self._render(
            "inputs.py",
            "inputs.py.jinja",
            inputs=inputs,
            imports=statements(running, self.reading, level=".", models=".models."),
            typing_imports=typing_imports,
        )

    def _build_api(self) -> None:
        writer = ResourceWriter(self.reading)
        self._render("client.py", "client.py.jinja", **client_values(self.reading, writer))
        self._render("errors.py", "errors.py.jinja", **error_values(self.reading))
        self._render("resources/__init__.py", "resources_init.py.jinja")
        for view in writer.views():
            self._render(f"resources/{view.module}.py", "resource.py.jinja", resource=view)

    # Writing

    def _render(self, name: str, template: str, **values: object) -> None:
        self._put(name, self._rendered(template, **values))

    def _rendered(self, template: str, **values: object) -> str:
        return self._environment.get_template(template).render(header=self._header(), **values).rstrip("\n") + "\n"

    def _put(self, name: str, source: str) -> None:
        self.files[f"src/{self.reading.document.settings.module}/{name}"] = source

    def _header(self) -> str:
        """The first line of each file. It holds no digest: then a change of the document would be a change of every
        file.
        """
        document, settings = self.reading.document, self.reading.document.settings
        # In the first two lines of a module a comment can set the encoding of all that follows: plain letters only.
        source, version = (
            re.sub(r"[^A-Za-z0-9._-]+", "-", words)[:80] for words in (settings.source, document.version)
        )
        origin = f"spec/{source}/v{version}.yaml" if source else "an OpenAPI document"
        return f"# Generated by speclift from {origin}. Do not edit: run `speclift build` again."
