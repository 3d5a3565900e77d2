"""Words of the documentation: no message differs with them, and no caller fails."""

from speclift.diff.judge.rule import BOTH, INFO, Rule

AREA = "documentation"

RULES = (
    Rule("summary-changed", INFO, BOTH, AREA, "summary", "change", "the summary changed"),
    Rule("summary-added", INFO, BOTH, AREA, "summary", "add", "a summary was added"),
    Rule("summary-removed", INFO, BOTH, AREA, "summary", "remove", "the summary was removed"),
    Rule("description-changed", INFO, BOTH, AREA, "description", "change", "the description changed"),
    Rule("description-added", INFO, BOTH, AREA, "description", "add", "a description was added"),
    Rule("description-removed", INFO, BOTH, AREA, "description", "remove", "the description was removed"),
)
