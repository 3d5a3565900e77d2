"""Differences that are the page's own, each with its reason; a waiver that nothing needs any more fails too."""

from __future__ import annotations

from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("waivers.yaml")


def waived(check: str, document: Path, found: list[str]) -> list[str]:
    """What no waiver explains, and the waivers that explain nothing."""
    entries = [
        entry
        for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8")) or []
        if entry["check"] == check and entry["source"] == document.parent.name
    ]
    findings = document.with_name("FINDINGS.md").read_text(encoding="utf-8")
    for entry in entries:
        assert entry["reason"].strip(), f"a waiver without a reason: {entry}"
        assert entry["finding"] in findings, f"a waiver whose fact stands in no finding: {entry}"
    left = [one for one in found if not any(one.startswith(entry["difference"]) for entry in entries)]
    stale = [
        f"a waiver that nothing needs: {entry['difference']}"
        for entry in entries
        if document.stem in entry["versions"] and not any(one.startswith(entry["difference"]) for one in found)
    ]
    return left + stale
