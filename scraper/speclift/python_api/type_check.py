"""What a type checker finds in a user's code when the package under it is another.

Enters: Python files and the files of two packages. Leaves: `Advice` for every error that the new package causes. The
user's files are not changed and nothing of them is run: mypy reads them twice, with the old package under its name and
with the new one under the same name, and what only the second time is an error is the package's doing. mypy is an
extra (`speclift[upgrade]`); without it nothing is found here.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from speclift.python_api.advice import Advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclift.python_api.change import PythonChange

Files = dict[str, str]

_QUOTED = re.compile(r'"([^"]+)"')
_IGNORED = {"import-not-found", "import-untyped", "unused-ignore", "no-untyped-call", "misc"}
"""Codes of errors that are about the environment, or about what other errors say."""


def type_checked(
    paths: Sequence[Path], module: str, old: Files, new: Files, changes: Iterable[PythonChange]
) -> dict[Path, list[Advice]]:
    """The errors that come with the new package, by file (resolved). `old` and `new` are the files of the packages
    below their import folder, `module` the name that the user's code imports."""
    try:
        import mypy.api  # noqa: F401  (an extra)
    except ImportError:
        return {}
    known = Counter(_errors(paths, module, old))
    advices: dict[Path, list[Advice]] = {}
    told = _by_name(changes)
    for error in _errors(paths, module, new):
        if known[error] > 0:
            known[error] -= 1
            continue
        file, line, column, code, message = error
        if code not in _IGNORED:
            advice = Advice("breaking", line, column + 1, _words(message, told), "", line)
            advices.setdefault(Path(file).resolve(), []).append(advice)
    return advices


_Error = tuple[str, int, int, str, str]


def _errors(paths: Sequence[Path], module: str, package: Files) -> list[_Error]:
    """What mypy says of files over a package. `mypy_path` holds nothing but the package."""
    import mypy.api

    with tempfile.TemporaryDirectory() as folder:
        for name, text in package.items():
            file = Path(folder) / "packages" / module / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        config = Path(folder) / "mypy.ini"
        config.write_text(f"[mypy]\nmypy_path = {folder}/packages\n", encoding="utf-8")
        output, _, _ = mypy.api.run([
            "--config-file", str(config), "--cache-dir", f"{folder}/cache", "--output", "json", "--no-error-summary",
            "--check-untyped-defs", "--ignore-missing-imports", "--follow-imports", "silent", "--no-incremental",
            "--explicit-package-bases", "--namespace-packages", "--show-error-codes", *map(str, paths),
        ])  # fmt: skip
    errors: list[_Error] = []
    for line in output.splitlines():
        try:
            message = json.loads(line)
        except ValueError:
            continue
        if message.get("severity") == "error":
            errors.append(
                (message["file"], message["line"], message["column"], str(message.get("code")), message["message"])
            )
    return errors


def _by_name(changes: Iterable[PythonChange]) -> Mapping[str, list[PythonChange]]:
    """The breaking changes by the names that an error may mention."""
    changes_by_name: dict[str, list[PythonChange]] = {}
    for change in changes:
        if change.level.value == "breaking":
            names = {change.name, change.subject.removesuffix("()").rpartition(".")[2]}
            for name in names - {""}:
                changes_by_name.setdefault(name, []).append(change)
    return changes_by_name


def _words(message: str, told: Mapping[str, list[PythonChange]]) -> str:
    """What the checker says, and the change that explains it where one alone does."""
    names = [name for name in _QUOTED.findall(message) if name in told]
    changes = {change.explain() for name in names for change in told[name]}
    return f"{message} ({changes.pop()})" if len(changes) == 1 else message
