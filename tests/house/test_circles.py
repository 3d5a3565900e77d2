"""No circle of imports, those for types included: a knot is one thing written in several files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CODE = Path(__file__).parents[2] / "scraper/speclift"


def name_of(path: Path) -> str:
    parts = ("speclift", *path.relative_to(CODE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in CODE.rglob("*.py")}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a module names in an import, wherever it stands; a package's `__init__` only by name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def knots() -> list[list[str]]:
    """The strongly connected parts of the import graph that are more than one module (Tarjan, without recursion)."""
    graph = {name: sorted({to for to in imported(path) if to in MODULES} - {name}) for name, path in MODULES.items()}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for root in sorted(graph):
        work = [(root, iter(graph[root]))] if root not in index else []
        while work:
            name, rest = work[-1]
            if name not in index:
                index[name] = low[name] = len(index)
                stack.append(name)
            for to in rest:
                if to not in index:
                    work.append((to, iter(graph[to])))
                    break
                if to in stack:
                    low[name] = min(low[name], index[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    part = stack[stack.index(name) :]
                    del stack[stack.index(name) :]
                    found.append(sorted(part))
    return [part for part in found if len(part) > 1]


def test_no_knot_of_imports_beyond_pairs() -> None:
    assert [part for part in knots() if len(part) > 2] == []


if __name__ == "__main__":
    for part in knots():
        print(len(part), *part, sep="\n  ")
