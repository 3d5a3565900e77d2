"""`speclift generate`: a package from any OpenAPI document."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.terminal import say_error
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.generate import Package

_STYLES = ("speclift", "openapi-python-client")


def generate(
    document: Annotated[Path, typer.Argument(help="An OpenAPI 3 document, JSON or YAML.")],
    out: Annotated[
        Path,
        typer.Option("--output", "-o", "--out", help="The folder to put the package's folder into.", metavar="DIR"),
    ],
    style: Annotated[str, typer.Option(help=f"Whose package: {' or '.join(_STYLES)}.", metavar="STYLE")] = "speclift",
    force: Annotated[bool, typer.Option("--force", help="Replace the package's folder when it is there.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but warnings and errors.")] = False,
) -> None:
    """Make a typed Python package of an OpenAPI document, whoever wrote it.

    Every operation of the document is in the package, or nothing is written. Exit status: 0 done, 1 operations are
    missing (they are named), 2 bad input, or a folder that is there.
    """
    from speclift.document import load_document
    from speclift.generate import generate as generate_package
    from speclift.generate.openapi_python_client import MissingOperationsError, generate_by_openapi_python_client

    if style not in _STYLES:
        raise InputError(f"--style {style!r} is none of {', '.join(_STYLES)}")
    loaded = load_document(document)
    try:
        package = generate_package(loaded) if style == "speclift" else generate_by_openapi_python_client(loaded)
    except InputError as error:
        file = error.file or str(document)
        raise InputError(error.message, file=file, place=error.place, hint=error.hint) from None
    except MissingOperationsError as error:
        for operation, why in error.missing:
            say_error(f"{document}: {operation} is missing from the package: {why}")
        raise typer.Exit(1) from None
    for finding in package.findings:
        print(f"{document}: warning: {finding.subject}: {finding.message}", file=sys.stderr)
    _write(package, out, force=force)
    if not quiet:
        print(f"{out / package.name}: {len(package.operations)} of {package.documented} operations")


def _write(package: Package, out: Path, *, force: bool) -> None:
    """Write the package in one step: a folder that is there is replaced whole, or left alone."""
    from speclift.generate import write

    target = out / package.name
    if target.exists() and not force:
        raise InputError("is there already", file=str(target), hint="--force replaces it")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".speclift-", dir=out) as scratch:
            write(package, Path(scratch))
            if target.exists():
                shutil.move(target, Path(scratch) / "old")
            (Path(scratch) / package.name).rename(target)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", file=str(target)) from None
