"""The layers of docs/architecture.md: who may import whom."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ROOT / "scraper/speclift"
MODULES = sorted(CODE.rglob("*.py"))

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "document": {"model"},
    "workspace": {"model", "document"},
    "readers": {"model", "document"},
    "normalise": {"model", "document", "workspace"},
    "emit": {"model", "document", "workspace"},
    "check": {"model", "document"},
    "generate": {"model", "document", "workspace"},
    "diff": {"model", "document"},
    "mock": {"model", "document", "check"},
    "fetch": {"model", "document", "workspace", "readers"},
    "python_api": {"model", "document", "diff", "generate"},
    "report": {"model", "document", "diff", "python_api"},
    "pipeline": {
        "model",
        "document",
        "workspace",
        "readers",
        "normalise",
        "emit",
        "check",
        "generate",
        "diff",
        "fetch",
        "python_api",
        "report",
    },
    "publish": {"model", "workspace", "python_api", "pipeline"},
    "site": {"model", "document", "workspace", "diff", "generate", "python_api", "report", "pipeline"},
}
"""Package -> the packages of ours that it may import. What stands here and is not needed fails too."""


def package_of(module: Path) -> str:
    return module.relative_to(CODE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """The packages of ours that a module imports, wherever in the module it does so; itself left out."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
            if node.module == "speclift":
                names = [f"speclift.{alias.name}" for alias in node.names if alias.name != "__version__"]
        for name in names:
            if name.startswith("speclift."):
                yield name.split(".")[1]


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_what_it_may_and_no_more(package: str) -> None:
    modules = [module for module in MODULES if package_of(module) == package]
    assert modules
    used = {name for module in modules for name in imports(module)} - {package}
    assert used == MAY_IMPORT[package] & used, f"{package} imports {sorted(used - MAY_IMPORT[package])}"
    unneeded = MAY_IMPORT[package] - used
    assert not unneeded, f"{package} may import {sorted(unneeded)} and does not: take it off"


def test_every_package_has_its_line() -> None:
    free = {"__init__", "__main__", "cli"}
    assert {package_of(module) for module in MODULES} - free == set(MAY_IMPORT)


def test_the_table_of_layers_has_no_circle() -> None:
    seen: set[str] = set()
    for package, below in MAY_IMPORT.items():
        assert below <= seen, f"{package} stands above {sorted(below - seen)}, which come later in the table"
        seen.add(package)


def test_nothing_imports_the_command_line() -> None:
    inside = [m for m in MODULES if package_of(m) not in ("cli", "__main__") and "cli" in set(imports(m))]
    assert inside == []


def test_only_readers_know_markup() -> None:
    pattern = re.compile(r"^\s*(?:import|from) (?:lxml|bs4|html5lib)\b", re.MULTILINE)
    found = {package_of(module) for module in MODULES if pattern.search(module.read_text(encoding="utf-8"))}
    assert found == {"readers"}


def test_readers_do_not_import_each_other() -> None:
    platforms = {
        path.name for path in (CODE / "readers").iterdir() if path.is_dir() and path.name not in ("__pycache__", "kit")
    }
    for platform in platforms:
        for module in (CODE / "readers" / platform).rglob("*.py"):
            text = module.read_text(encoding="utf-8")
            others = [other for other in platforms - {platform} if f"speclift.readers.{other}" in text]
            assert others == [], f"{module} imports {others}"


def test_nothing_decides_by_source_or_platform_outside_readers() -> None:
    pattern = re.compile(r"\b(?:source|platform)(?:\.name|\.platform)? (?:==|!=|in) [\"'(\[{]")
    for module in MODULES:
        if package_of(module) != "readers":
            assert not pattern.search(module.read_text(encoding="utf-8")), module


def test_no_module_is_called_after_nothing() -> None:
    empty = {"utils", "helpers", "common", "base", "manager", "misc", "util", "helper"}
    assert [module for module in MODULES if module.stem in empty] == []


def test_the_product_does_not_know_the_house_it_was_built_in() -> None:
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        assert "/work/" not in text, module
        assert "shared/corpus" not in text, module
