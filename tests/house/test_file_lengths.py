"""A file has one job: no file of product code is longer than one can read at a sitting."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 400


def test_no_file_of_product_code_is_longer_than_400_lines() -> None:
    files = [path for part in ("scraper", "bench", "templates", "tools") for path in (ROOT / part).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert len(lengths) > 500
