"""apidoc's data, in every form that a site publishes it in, and what the template makes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speclift.model.findings import InputError
from speclift.model.raw import RawApi, RawArticle
from speclift.readers.apidoc import data_locations, read
from speclift.readers.apidoc.data import find
from speclift.readers.apidoc.ordering import newest_first, ordered
from speclift.readers.page import Page

ENTRY = {
    "type": "get",
    "url": "/a",
    "title": "A",
    "name": "GetA",
    "group": "G",
    "version": "1.0.0",
    "groupTitle": "G g",
}
PROJECT = {"name": "Site", "version": "1.0.0", "generator": {"name": "apidoc", "version": "1.2.0"}}
LIST, SITE = json.dumps([ENTRY]), json.dumps(PROJECT)


def entry(**changes: Any) -> dict[str, Any]:
    return {**ENTRY, **changes}


def site(*entries: dict[str, Any], **project: Any) -> RawApi:
    pages = [Page("api_data.json", json.dumps(entries).encode())]
    if project:
        pages.append(Page("api_project.json", json.dumps({**PROJECT, **project}).encode()))
    return read(pages)


def article(**changes: Any) -> RawArticle:
    return site(entry(**changes)).articles[0]


@pytest.mark.parametrize(
    "source",
    [
        LIST,
        f"\ufeff{LIST}\n",
        f'{{"api": {LIST}}}',
        f'define({{ "api": {LIST} }});',
        f"export default {LIST};",
        f"module.exports = {LIST};",
        f"var APIDATA = {{api: {LIST}}}\nvar APIPROJECT = {SITE}",
        f"(()=>{{var e=[{{a:1}},{{b:f}}];let t=[{{title:'x'}}];const D={LIST},P={SITE};g(D,P)}})();",
        f"/*! bundle */const P={SITE},D={LIST};",
        "let D=[{group:'G',type:`get`,url:\"/a\",title:'A',name:'GetA',version:'1.0.0',groupTitle:'G g',},];",
    ],
)
def test_finds_the_articles(source: str) -> None:
    assert list(find(source).articles) == [ENTRY]


@pytest.mark.parametrize(
    "source",
    [SITE, f"define({SITE});", f"let D={LIST},P={SITE};", f"let P={SITE},D={LIST};", f"let P={{a:f}};var Q={SITE}"],
)
def test_finds_the_project(source: str) -> None:
    assert find(source).project == PROJECT


@pytest.mark.parametrize("source", ["", "[]", "{}", "[1]", '{"api": 1}', "{broken", "f([{a:1}])", '[{"url": "/a"}]'])
def test_finds_nothing_where_nothing_is(source: str) -> None:
    assert find(source).articles == ()
    assert find(source).project == {}


def test_reads_the_data_that_a_single_page_carries() -> None:
    html = f'<html><body><script id="template-article"></script><script>var D={{api: {LIST}}}</script></body></html>'
    assert [made.name for made in read([Page("index.html", html.encode())]).articles] == ["GetA"]
    assert data_locations(Page("index.html", html.encode())) == ()


def test_data_beside_a_shell_is_read_and_named() -> None:
    shell = Page("index.html", b'<html><body><script id="template-article"></script></body></html>')
    project, data = Page("api_project.js", f"define({SITE});".encode()), Page("api_data.js", f"define({LIST})".encode())
    api = read([shell, project, data])
    assert (api.title, api.generator, api.versions) == ("Site", "apidoc 1.2.0", ("1.0.0",))
    assert str(api.articles[0].place) == "api_data.js#api-G-GetA in 1.0.0"


def test_the_first_data_found_counts() -> None:
    pages = [Page("a.json", LIST.encode()), Page("b.json", json.dumps([ENTRY, entry(name="B")]).encode())]
    assert len(read(pages).articles) == 1


def test_several_rendered_pages_are_one_documentation() -> None:
    pages = [
        Page(name, f'<section id="api-{name}"><article id="api-{name}-N-1.0.0"></article></section>'.encode())
        for name in ("A", "B")
    ]
    api = read(pages)
    assert [str(made.place) for made in api.articles] == ["A#api-A-N in 1.0.0", "B#api-B-N in 1.0.0"]
    assert [group.name for group in api.groups] == ["A", "B"]


def test_incomplete_data_raises_input_error() -> None:
    with pytest.raises(InputError, match=r"no apidoc data.*last byte"):
        read([Page("api_data.json", LIST[:-4].encode())])


def test_urls_get_the_projects_prefix_unless_they_are_absolute() -> None:
    made = site(entry(), entry(name="Z", url="HTTP://x/b"), url="https://x/v1").articles
    assert [one.url for one in made] == ["https://x/v1/a", "HTTP://x/b"]


def test_the_base_address_of_sample_requests_is_a_server() -> None:
    made = site(entry(sampleRequest=[{"url": "https://try.x/v1/a"}]), entry(name="B", sampleRequest=[{"url": "/a"}]))
    assert made.servers == ("https://try.x/v1",)


def test_required_labels_where_the_project_wants_them() -> None:
    row = {"field": "f", "optional": False}
    with_row = entry(parameter={"fields": {"Parameter": [row, {**row, "field": "o", "optional": True}]}})
    wanted = site(with_row, template={"showRequiredLabels": True}).articles[0].sections[0].fields
    plain = site(with_row).articles[0].sections[0].fields
    assert [one.required for one in wanted] == [True, False]
    assert [one.required for one in plain] == [None, False]


def test_old_templates_print_json_as_it_was_written() -> None:
    with_example = entry(success={"examples": [{"title": "E", "type": "json", "content": '{"a":1}'}]})
    old = site(with_example, generator={"name": "apidoc", "version": "0.9.3"})
    assert old.articles[0].examples[0].text == '{"a":1}'
    assert site(with_example).articles[0].examples[0].text == '{\n    "a": 1\n}'


def test_the_generator_is_shown_unless_the_template_hides_it() -> None:
    assert site(entry(), template={"withGenerator": False}).generator == ""
    assert site(entry(), template={"withCompare": False}, version="2.0.0").versions == ("2.0.0", "1.0.0")


@pytest.mark.parametrize(
    ("changes", "permission", "labels"),
    [
        ({"permission": "admin"}, ["admin"], []),
        ({"permission": {"name": "admin"}}, ["admin"], []),
        (
            {
                "permission": [
                    {"name": "admin", "title": "Boss", "description": "<p>May <b>all</b></p>"},
                    {"name": "x, y"},
                ]
            },
            ["admin", "x, y"],
            ["Boss: May all"],
        ),
        ({"permission": [{"name": "admin", "title": "Boss"}]}, ["admin"], ["Boss"]),
        ({"permission": []}, [], []),
        ({"author": "Ada"}, [], ["Authored by: Ada"]),
    ],
)
def test_permission_and_author(changes: dict[str, Any], permission: list[str], labels: list[str]) -> None:
    made = article(**changes)
    assert [text.text for text in made.permission] == permission
    assert [text.text for text in made.labels] == labels


@pytest.mark.parametrize(
    ("deprecated", "says"),
    [
        (True, ""),
        ({"content": "use (#G:GetB) or [that](#G:GetC)."}, "use [G/GetB](#api-G-GetB) or [that](#api-G-GetC)."),
        ({"content": 7}, "7"),
    ],
)
def test_deprecations(deprecated: object, says: str) -> None:
    made = article(deprecated=deprecated).deprecated
    assert made is not None
    assert made.text == says


def test_line_ends_are_breaks_outside_of_code() -> None:
    made = article(description="<p>a\nb</p><pre>c\nd</pre>\r\n<p>e</p>")
    assert [text.text for text in made.description] == ["a\nb", "```\nc\nd\n```", "e"]


def test_every_section_of_the_data_has_its_role_whatever_its_title() -> None:
    rows = {"fields": {"Столбец": [{"field": "f"}]}}
    sections = ("header", "parameter", "success", "error", "info")
    made = article(query=[{"field": "q"}], body=[{"field": "b"}], **dict.fromkeys(sections, rows))
    assert [(section.role, section.title) for section in made.sections] == [
        ("header", "Столбец"),
        ("parameter", "Столбец"),
        ("query", "Query Parameter(s)"),
        ("body", "Request Body"),
        ("success", "Столбец"),
        ("success", "Столбец"),
        ("error", "Столбец"),
    ]


def test_groups_of_parameters_say_where_they_stand() -> None:
    groups = {title: [{"field": "f"}] for title in ("Body", "Headers", "Path", "Query string", "Login", "Response")}
    made = article(parameter={"fields": groups})
    assert [section.role for section in made.sections] == ["body", "header", "path", "query", "parameter", "parameter"]


def test_values_of_any_type_are_printed() -> None:
    row = {
        "field": "f",
        "type": "Number",
        "defaultValue": 1.0,
        "size": "1..2",
        "allowedValues": [1, True, None, ["a", 2]],
    }
    field = article(parameter={"fields": {"Parameter": [row]}}).sections[0].fields[0]
    assert (field.default, field.size, field.allowed) == ("1", "1..2", ("1", "true", "", "a,2"))
    strange = article(parameter={"fields": [1], "examples": "x"}, success="x", examples=[1], permission=3, version=2)
    assert (strange.sections, strange.examples, strange.version) == ((), (), "2")


def test_header_and_footer_describe_the_whole() -> None:
    api = site(entry(), description="D", header={"content": "<h1>H</h1><p>h</p>"}, footer={"content": "<p>f</p>"})
    assert [text.text for text in api.description] == ["D", "H", "h", "f"]


def test_articles_come_in_the_order_of_the_template() -> None:
    entries = [
        entry(name="B", title="call invite"),
        entry(name="C", title="Call"),
        entry(name="Z", title="Last"),
        entry(name="A", title="", group="Zoo", groupTitle="Early Zoo"),
        entry(name="B", title="call invite", version="0.9.0"),
    ]
    order = [(group, [(each["name"], each["version"]) for each in found]) for group, found in ordered(entries, None)]
    assert order == [("G", [("B", "1.0.0"), ("B", "0.9.0"), ("C", "1.0.0"), ("Z", "1.0.0")]), ("Zoo", [("A", "1.0.0")])]
    wanted = ordered(entries, ["Early Zoo", "Z", "nobody", 3])
    assert [group for group, _ in wanted] == ["Zoo", "G"]
    assert [each["name"] for each in wanted[1][1]] == ["Z", "B", "B", "C"]


def test_versions_come_newest_first() -> None:
    versions = [
        "1.0.0",
        "1.10.0",
        "1.9.0",
        "",
        "2.0.0-rc.1",
        "2.0.0-rc.10",
        "2.0.0-alpha",
        "2.0.0",
        "draft",
        "v3",
        "1.0.0",
    ]
    assert newest_first(versions) == [
        "v3", "2.0.0", "2.0.0-rc.10", "2.0.0-rc.1", "2.0.0-alpha", "1.10.0", "1.9.0", "1.0.0", "draft",
    ]  # fmt: skip
