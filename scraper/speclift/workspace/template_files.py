"""Where the files lie that speclift ships beside its code: `templates/` of a checkout, `_templates/` of the wheel."""

from __future__ import annotations

from pathlib import Path


def templates_directory() -> Path:
    """The folder of Jinja templates and of the packages' runtime, installed or in a checkout."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "_templates"
    return inside if inside.is_dir() else here.parent.parent / "templates"
