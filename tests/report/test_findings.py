"""FINDINGS.md and its JSON twin: joined facts, ranges of versions, and text that can mean nothing but itself."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from speclift.model.findings import Finding, Quote
from speclift.model.rules import RULES
from speclift.report.facts import join_findings
from speclift.report.findings import FORMATS, MOST_IMPORTANT, findings_markdown, findings_page, most_important
from speclift.report.headings import heading
from speclift.report.markdown import code, prose, shorten_around, words
from speclift.report.versions import in_order, join_versions, without_version
from speclift.report.writers import markdown

EXPECTED = Path(__file__).parent / "findings.md"

VERSIONS = ("3", "3.1", "3.2", "3.9", "3.10")


def _type(version: str) -> Finding:
    return Finding(
        rule="type-contradicts-example",
        kind="contradiction",
        severity="warning",
        subject="Objects / Call: duration",
        message="the table says a string, the example shows an integer",
        quotes=(
            Quote(
                "duration | String | Call sessions duration",
                f"page.html#api-Objects-Call-{version}.0 in {version} (Structure/duration)",
            ),
            Quote('"duration": 415', f"page.html#api-Objects-Call-{version}.0 in {version} (Example:)"),
        ),
        resolution="a string or an integer.",
        versions=(version,),
        pointer="/components/schemas/Call/properties/duration",
    )


def _repair(version: str) -> Finding:
    return Finding(
        rule="example-trailing-comma",
        kind="contradiction",
        severity="info",
        subject="Users / Delete User",
        message="the example is not JSON as printed",
        quotes=(Quote('"id": "f80dc3a6d7", }', "page.html#a (Success-Response:)"),),
        resolution='"id": "f80dc3a6d7" }',
        versions=(version,),
    )


def _call(version: str) -> Finding:
    return Finding(
        rule="sample-path-differs",
        kind="contradiction",
        severity="warning",
        subject="Conferences / Notify",
        message=f"the call has another path than the article: `/api/v{version}/conference`",
        quotes=(Quote(f"curl https://{{{{$server_name}}}}/api/v{version}/conferences", "Example usage:"),),
        versions=(version,),
    )


FINDINGS = [
    *map(_repair, VERSIONS),
    *(_type(version) for version in VERSIONS if version != "3"),
    *(_call(version) for version in ("3.9", "3", "3.10", "3.2")),
    Finding("something-new", "contradiction", "error", "", "", versions=("3",)),
    Finding(
        "default-is-words",
        "silent",
        "info",
        "Objects / Conference: max_guests",
        "the default '$max_allowed' is words",
        (Quote("many words " * 30 + "Default value: $max_allowed" + " and more words" * 30, "x.html#a in 3.1"),),
        versions=("3.1",),
    ),
    Finding(
        "reader-lost",
        "not-understood",
        "error",
        "A | B",
        "<script>alert(`1`)</script> [x](http://y) *b* _c_ a_b {{7*7}} {% x %}",
        (Quote("``` | <b> {{ $x }} \u202eevil\x07\n## not a heading", "x.html#a (Structure/<i>)"),),
    ),
    Finding("operation-id", "document", "warning", "v3.10", "said twice", versions=("3.10",), pointer="/paths/~1a/get"),
]


def test_the_report_reads_like_a_bug_report(regen: bool) -> None:
    report = findings_markdown("TrueConf *Server* API", FINDINGS)
    if regen:
        EXPECTED.write_text(report, encoding="utf-8")
    assert report == EXPECTED.read_text(encoding="utf-8")


def test_a_fact_of_several_versions_is_one_line() -> None:
    report = markdown.write(findings_page("T", FINDINGS, everything=True))
    *_, line = [line for line in report.splitlines() if "Objects / Call" in line]
    assert line.startswith("- **Objects / Call: duration** (v3.1–v3.10): ")
    assert "(all versions)" in next(line for line in report.splitlines() if "Delete User" in line)
    assert "(v3, v3.2–v3.10)" in next(line for line in report.splitlines() if "Conferences / Notify" in line)


def test_the_order_in_which_versions_come_makes_no_difference_to_a_line() -> None:
    there = {line for line in findings_markdown("T", FINDINGS).splitlines() if line.startswith("- ")}
    back = {line for line in findings_markdown("T", FINDINGS[::-1]).splitlines() if line.startswith("- ")}
    assert there == back


def test_versions_that_no_finding_names_count_too() -> None:
    assert "(v3.1)" in findings_markdown("T", [_type("3.1")], versions=("3.1",))
    assert "(v3.1)" in findings_markdown("T", [_type("3.1")], versions=("3.1", "3.2"))
    assert "(all versions)" in findings_markdown("T", [_type("3.1"), _type("3.2")], versions=("3.1", "3.2"))
    assert "(v3.1–v3.2)" in findings_markdown("T", [_type("3.1"), _type("3.2")], versions=("3.1", "3.2", "3.3"))


def test_no_findings_are_said_to_be_none() -> None:
    assert findings_markdown("T", []).endswith("\nNothing was found.\n")


def test_json_holds_the_same_facts_with_whole_quotes() -> None:
    report: dict[str, Any] = json.loads(FORMATS["json"](findings_page("T", FINDINGS)))
    assert report["versions"] == list(VERSIONS)
    assert report["counts"] == {"contradiction": 4, "silent": 1, "not-understood": 1, "document": 1}
    assert len(report["facts"]) == 7
    (fact,) = [fact for fact in report["facts"] if fact["rule"] == "type-contradicts-example"]
    assert fact["versions"] == ["3.1", "3.2", "3.9", "3.10"]
    assert fact["quotes"][1] == {
        "text": '"duration": 415',
        "where": "page.html#api-Objects-Call-3.10.0 in 3.10 (Example:)",
    }
    assert fact["pointer"] == "/components/schemas/Call/properties/duration"
    assert any(len(quote["text"]) > 500 for fact in report["facts"] for quote in fact["quotes"])


def test_a_rule_of_another_catalogue_is_headed_by_its_id() -> None:
    assert heading("some-new_rule").title == "Some new rule"
    assert heading("").title == "Without a rule"


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        (("3.10",), "v3.10"),
        (("3.9", "3.10"), "v3.9–v3.10"),
        (("3", "3.2", "3.10"), "v3, v3.2, v3.10"),
        (VERSIONS, "all versions"),
        ((), ""),
    ],
)
def test_versions_are_joined_over_all_there_are(versions: tuple[str, ...], said: str) -> None:
    assert join_versions(versions, VERSIONS) == said


def test_versions_are_sorted_as_numbers() -> None:
    assert in_order(("3.10", "v3.9", "beta", "3", "3.10")) == ("3", "v3.9", "3.10", "beta")
    assert join_versions(("beta",), ("beta", "1")) == "beta"
    assert join_versions(("1",), ()) == "v1"


@pytest.mark.parametrize(
    ("text", "versions", "neutral"),
    [
        ("/api/v3.1/a v3.10 3.1.0 3.1 3.11 13.1", ("3.1",), "/api/{version}/a v3.10 {version} {version} 3.11 13.1"),
        ("/api/v3/a 3 3.0.0 v3.1", ("3",), "/api/{version}/a 3 {version} v3.1"),
        ("v3.10", ("beta", ""), "v3.10"),
    ],
)
def test_the_own_number_of_a_version_makes_no_difference(text: str, versions: tuple[str, ...], neutral: str) -> None:
    assert without_version(text, versions) == neutral


@pytest.mark.parametrize(
    ("text", "point", "said"),
    [
        ("short", "x", "short"),
        ("one two three four five six seven", "", "one two three four …"),
        ("one two three four five six seven", "six", "… four five six seven"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", "aaaaaaaaaaaaaaaaaaaa …"),
        ("one two three four five six seven eight nine ten", "five", "… four five six seven …"),
    ],
)
def test_a_long_quote_is_cut_around_its_point(text: str, point: str, said: str) -> None:
    assert shorten_around(text, point, 20) == said


def _spans(markdown: str) -> str:
    """Puts a dot for each code span, as CommonMark finds them: a run of backticks up to the next of the same length."""
    return re.sub(r"(\\.)|(`+)(?!`)(.*?)(?<!`)\2(?!`)", lambda found: found[1] or "·", markdown)


@given(st.text())
def test_no_quote_leaves_its_code_span(text: str) -> None:
    span = code(text)
    assert "\n" not in span
    assert _spans(span) in ("·", "(nothing)")


@given(st.text(alphabet="ab `*_[]()<>|\\{}%#&;$~\n!=-1.", max_size=40))
def test_no_word_is_markup(text: str) -> None:
    for said in (words(text), _spans(prose(text))):
        assert "\n" not in said
        assert not re.search(r"(?<!\\)(?:\\\\)*[<>|*`\[\]$]", said), said
        assert not re.search(r"(?<!\\)\{[{%]", said), said


@given(st.lists(st.sampled_from(FINDINGS), max_size=6), st.text(max_size=30))
def test_any_finding_is_one_line(findings: list[Finding], text: str) -> None:
    hostile = [
        replace(one, subject=text, message=text, quotes=(Quote(text, text),), resolution=text) for one in findings
    ]
    page = findings_page(text, hostile, everything=True)
    report = markdown.write(page)
    twice = len(most_important(join_findings(hostile)))
    facts = json.loads(FORMATS["json"](page))["facts"]
    assert sum(line.startswith("- ") for line in report.splitlines()) == len(facts) + twice


def test_what_breaks_a_client_comes_first_then_gaps_and_one_of_each_rule_before_the_second() -> None:
    findings = [
        *(RULES["typing-slips"].finding(f"A / {number}", count=1) for number in range(3)),
        *(RULES["table-missing"].finding(f"B / {number}", tables="a table of errors") for number in range(9)),
        *(
            RULES["null-undocumented"].finding(f"C / {number}: a", versions=("1", "2")[: number + 1])
            for number in range(2)
        ),
        RULES["mixed-scripts"].finding("D / E", word="a", characters="b"),
        RULES["example-ellipsis"].finding("F / G", read="[]"),
        RULES["correction"].finding("H / I", description="d", done="left out", pointers="/a"),
    ]
    foremost = [fact.finding.subject for fact in most_important(join_findings(findings))]
    assert foremost == ["C / 1: a", "D / E", "C / 0: a", *(f"B / {number}" for number in range(7))]
    assert len(foremost) == MOST_IMPORTANT


def test_mere_notation_is_a_table_of_counts() -> None:
    findings = [RULES["example-ellipsis"].finding(f"A / {number}", read="[]") for number in range(5)]
    report = findings_markdown("T", findings)
    line = "| An example is shortened with an ellipsis (`example-ellipsis`) | 5 | A / 0, A / 1, A / 2 and 2 more |"
    assert line in report.splitlines()
    assert "\n- " not in report


def test_a_table_for_programs_has_every_fact_and_no_formula() -> None:
    hostile = RULES["table-missing"].finding("=cmd()", [Quote('a,"b"\nc', "page#x")], tables="x", versions=("1", "2"))
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](findings_page("T", [hostile])))))
    assert rows == [
        {
            "rule": "table-missing", "kind": "silent", "severity": "warning", "subject": "'=cmd()", "versions": "1 2",
            "message": "it lacks x", "quotes": 'a,"b"\nc', "places": "page#x", "resolution": "", "pointer": "",
        }
    ]  # fmt: skip


def test_the_page_for_browsers_escapes_what_the_documentation_says() -> None:
    page = FORMATS["html"](findings_page("<b>", FINDINGS))
    assert "<script>" not in page
    assert "&lt;b&gt; gets wrong</h1>" in page
    assert "<strong>A | B</strong>" in page


def test_a_quote_is_never_cut_inside_a_link() -> None:
    text = "one two three [four five](#six-seven-eight) nine ten"
    assert shorten_around(text, "", 26) == "one two three four five …"
    assert shorten_around(text, "nine", 26) == "… three four five nine ten"
