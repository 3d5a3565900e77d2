"""Articles in markup that no recorded page has, and the cutting of pages into articles."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclift.model.findings import InputError
from speclift.model.raw import RawApi, RawField, RawSection
from speclift.readers.apidoc import read
from speclift.readers.apidoc.cutting import attributes
from speclift.readers.apidoc.pages import identified
from speclift.readers.page import Page

URL = '<pre data-type="get"><code>/x</code></pre>'


def page(markup: str) -> RawApi:
    return read([Page("page.html", markup.encode())])


def article(inner: str, url: str = URL) -> str:
    tag = '<article id="api-G-N-1.0.0" data-group="G" data-name="N" data-version="1.0.0">'
    return f"{tag}<h1>G - N</h1>{url}{inner}</article>"


def sections(inner: str, url: str = URL) -> list[tuple[str, str, str]]:
    return [(made.role, made.title, made.status) for made in page(article(inner, url)).articles[0].sections]


def table(title: str, *, first: str = "Field", row: str = "<td>a</td><td>b</td>") -> str:
    return f"<h2>{title}</h2><table><tr><th>{first}</th><th>Description</th></tr><tr>{row}</tr></table>"


def tabs(section: str, title: str = "E") -> str:
    return (
        f'<ul class="nav-tabs"><li><a href="#{section}-examples-1">{title}</a></li></ul><div class="tab-content">'
        f'<div class="tab-pane" id="{section}-examples-1"><pre data-type="json"><code>{{}}</code></pre></div></div>'
    )


def only(inner: str) -> RawSection:
    return page(article(inner)).articles[0].sections[0]


def fields(*rows: str) -> tuple[RawField, ...]:
    made = "".join(f"<tr>{row}</tr>" for row in rows)
    return only(f"<h2>Parameter</h2><table>{made}</table>").fields


def shape(found: tuple[RawField, ...]) -> list[object]:
    return [(one.name, shape(one.children)) if one.children else one.name for one in found]


def names(*rows: str) -> list[object]:
    return shape(fields(*(f"<td>{row.replace(' ', '&nbsp;')}</td><td>d</td>" for row in rows)))


OPTIONAL = '<td>a <span class="label">optional</span></td><td>b</td>'


@pytest.mark.parametrize(
    ("inner", "roles"),
    [
        (table("Header"), ["header"]),
        (table("En-tête"), ["header"]),
        (table("Paramètre"), ["parameter"]),
        (table("参数"), ["parameter"]),
        (table("Query Parameter(s)"), ["query"]),
        (table("Corps de la requête"), ["body"]),
        (table("Success 201"), ["success"]),
        (table("200"), ["success"]),
        (table("302 Redirect"), ["success"]),
        (table("Error 4xx"), ["error"]),
        (table("5XX"), ["error"]),
        (table("HTTP 404"), ["error"]),
        (table("请求失败（4xx）"), ["error"]),
        (table("Whatever", first="Name"), ["error"]),
        (table("Whatever", first="Név"), ["parameter"]),
        (table("Whatever", first="Название"), ["parameter"]),
        (table("Error Response"), ["error"]),
        (table("Response Body"), ["success"]),
        (table("Request Headers"), ["header"]),
        (table("Body (JSON)"), ["body"]),
        (table("Path parameters"), ["path"]),
        (table("Ответ сервера"), ["success"]),
        (table("Login") + table("Success 200"), ["parameter", "success"]),
        (table("Parameter") + table("Login") + table("Success 200"), ["parameter", "parameter", "success"]),
        (table("Parameter") + table("User") + tabs("success"), ["parameter", "success"]),
        (table("Parameter") + table("User", row=OPTIONAL) + tabs("success"), ["parameter", "parameter"]),
        (table("Parameter") + tabs("parameter") + table("User"), ["parameter", "success"]),
        (table("Parameter") + tabs("parameter") + table("User") + tabs("query"), ["parameter", "query"]),
        (table("User") + tabs("success"), ["parameter"]),
        (table("Success 200") + table("User"), ["success", "success"]),
        (table("Success 200") + tabs("success") + table("User"), ["success", "error"]),
        (table("Error 4xx") + tabs("error") + table("User"), ["error", "error"]),
    ],
)
def test_tables_have_the_role_that_a_reader_sees(inner: str, roles: list[str]) -> None:
    assert [role for role, _, _ in sections(inner)] == roles


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Success 200", "200"),
        ("Error 4xx", "4xx"),
        ("4XX", "4xx"),
        ("404 Not Found", "404"),
        ("(500)", "500"),
        ("Version 1.200.3", ""),
        ("1200", ""),
        ("Model X500", ""),
        ("600", ""),
    ],
)
def test_titles_show_a_status(title: str, status: str) -> None:
    assert [shown for _, _, shown in sections(table(title))] == [status]


@pytest.mark.parametrize("kind", ["object", "Define", "STRUCT"])
def test_everything_of_an_object_is_structure(kind: str) -> None:
    made = page(
        article(table("Success 200") + tabs("success") + tabs("error"), f'<pre data-type="{kind}"><code>O</code></pre>')
    )
    assert {one.role for one in made.articles[0].sections + made.articles[0].examples} == {"structure"}


@pytest.mark.parametrize(
    ("url", "transport"),
    [
        ('<pre data-type="ws"><code>/x</code></pre>', "websocket"),
        ('<pre data-type="get"><code>WSS://h/x</code></pre>', "websocket"),
        (URL, "http"),
    ],
)
def test_transport(url: str, transport: str) -> None:
    assert page(article("", url)).articles[0].transport == transport


@pytest.mark.parametrize(
    ("section", "title", "text", "role", "status"),
    [
        ("success", "Answer", "HTTP/1.1 201 Created", "success", "201"),
        ("success", "Answer", "  HTTP/2 204", "success", "204"),
        ("error", "Error 404", "{}", "error", "404"),
        ("error", "1404 of 3", "{}", "error", ""),
        ("parameter", "Request", "{}", "parameter", ""),
        ("header", "Header", "{}", "header", ""),
        ("body-compare", "Body", "{}", "body", ""),
        ("", "Example", "curl", "parameter", ""),
    ],
)
def test_examples(section: str, title: str, text: str, role: str, status: str) -> None:
    made = (
        tabs(section, title).replace("{}", text) if section else tabs("x", title).replace("x-", "").replace("{}", text)
    )
    example = page(article(made)).articles[0].examples[0]
    assert (example.role, example.title, example.text, example.status) == (role, title, text, status)
    assert example.place.path == title


def test_an_example_without_ids_belongs_to_the_table_before_it() -> None:
    made = article(
        f"<strong>First</strong><pre>1</pre>{table('Success 200')}<strong>Then</strong><pre>2</pre><pre>3</pre>"
    )
    assert [(one.role, one.title, one.text) for one in page(made).articles[0].examples] == [
        ("parameter", "First", "1"),
        ("success", "Then", "2"),
        ("success", "", "3"),
    ]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ('<pre data-type="json"><code class="language-xml">x</code></pre>', "json"),
        ('<pre class="prettyprint lang-xml"><code>x</code></pre>', "xml"),
        ('<pre><code class="hljs language-http">x</code></pre>', "http"),
        ("<pre>x</pre>", ""),
    ],
)
def test_the_language_of_an_example(code: str, language: str) -> None:
    made = f'<div class="tab-content"><div class="tab-pane">{code}</div></div>'
    assert page(article(made)).articles[0].examples[0].language == language


@pytest.mark.parametrize(
    ("rows", "nested"),
    [
        (["a", "  b", "    c", "  d", "e"], [("a", [("b", ["c"]), "d"]), "e"]),
        (["a", "a.b", "a.b.c", "a.d", "e"], [("a", [("b", ["c"]), "d"]), "e"]),
        (["a", "e", "a.b"], [("a", ["b"]), "e"]),
        (["a[]", "a[].b", "a.c"], [("a[]", ["b", "c"])]),
        (["a", "a.b.c"], [("a", ["b.c"])]),
        (["a.b", "a.c"], ["a.b", "a.c"]),
        (["  b", "c"], ["b", "c"]),
        (["a", "      b", "  c"], [("a", ["b", "c"])]),
        (["a", "a", "a.b"], [("a", ["b"]), "a"]),
        (["a", "a."], ["a", "a."]),
        ([".a", "a..b"], [".a", "a..b"]),
        (["1.5", "x"], ["1.5", "x"]),
    ],
)
def test_rows_nest_by_indentation_and_by_dots(rows: list[str], nested: list[object]) -> None:
    assert names(*rows) == nested


@pytest.mark.parametrize("rows", [[" " * 2 * n + "a" for n in range(100)], ["a" + ".a" * n for n in range(100)]])
def test_nesting_has_an_end(rows: list[str]) -> None:
    assert 60 < depth(names(*rows)) < 70


def depth(found: object) -> int:
    if isinstance(found, list):
        return 1 + max(map(depth, found), default=0)
    return depth(found[1]) if isinstance(found, tuple) else 0


def test_a_page_saved_while_comparing_shows_its_own_version() -> None:
    made = page(
        article(
            "<h2><ins>Parameter</ins></h2><table><tr class='ins'><td><ins>a</ins></td><td>new <del>old</del></td></tr>"
            "<tr class='del'><td>b</td><td>gone</td></tr></table>"
            "<div class=tab-content><div class=tab-pane id=success-compare-examples-1><pre class=ins>1</pre></div>"
            "<div class='tab-pane' id='success-compare-examples-2'><pre class='del'>2</pre></div></div>",
            '<pre data-type="get"><code>/<del>old</del><ins>new</ins></code></pre>',
        )
    ).articles[0]
    assert (made.url, [one.text for one in made.examples]) == ("/new", ["1"])
    assert [(one.name, one.description) for one in made.sections[0].fields] == [("a", "new")]


def test_places_of_equal_names_differ() -> None:
    found = fields("<td>a</td>", "<td>a</td>", "<td>a #2</td>")
    assert [one.place.path for one in found] == ["Parameter/a", "Parameter/a #2", "Parameter/a #2 #2"]


@pytest.mark.parametrize(
    ("cell", "name", "required", "constraints"),
    [
        ('a<span class="label label-optional">x</span>', "a", False, ()),
        ('a<span class="label optional">x</span>', "a", False, ()),
        ('a<span class="label required">x</span>', "a", True, ()),
        ('a<span class="label">необязательный</span>', "a", False, ()),
        ('a<span class="label">必需</span>', "a", True, ()),
        ('a<span class="label">beta</span>', "a", None, (("label", "beta"),)),
        ("<b>a</b>", "a", None, ()),
        ("filter[<key>]", "filter[<key>]", None, ()),
        ("a<br>b", "a b", None, ()),
        ("<del>old</del>new", "new", None, ()),
    ],
)
def test_names_and_labels(
    cell: str, name: str, required: bool | None, constraints: tuple[tuple[str, str], ...]
) -> None:
    (found,) = fields(f"<td>{cell}</td><td>d</td>")
    assert (found.name, found.required, found.constraints) == (name, required, constraints)


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("String", "String"),
        ("<p>Number</p> ", "Number"),
        ("<code>Object[]</code>", "Object[]"),
        ("List&lt;String&gt;", "List<String>"),
        ("List<String>", "List<string>"),
        ("Map<String,Integer>", "Map<string,integer>"),
        ('<a href="#api-G-User">User</a>', "User"),
    ],
)
def test_types(cell: str, type_: str) -> None:
    (found,) = fields(f"<td>a</td><td>{cell}</td><td>d</td>")
    assert found.type == type_


@pytest.mark.parametrize(
    ("facts", "default", "size", "allowed"),
    [
        ('<p class="default-value">Standardwert: <code>1</code></p>', "1", None, ()),
        ('<p class="default-value">Wert: 1</p>', "1", None, ()),
        ('<p class="type-size">Größenbereich: <code>1..2</code></p>', None, "1..2", ()),
        ('<p class="type-size">Допустимые значения: <code>1-2</code></p>', None, None, ("1-2",)),
        ('<p class="type-size">Koko: <code>..64</code></p>', None, "..64", ()),
        ('<p class="type-size">Sallitut: <code>"a"</code>, <code>"b"</code></p>', None, None, ('"a"', '"b"')),
        ('<p class="type-size">Sallitut: <code>"a"</code></p>', None, None, ('"a"',)),
        ('<ul><li>x<p class="type-size">Size range: <code>2</code></p></ul>', None, "2", ()),
    ],
)
def test_facts_behind_a_description(
    facts: str, default: str | None, size: str | None, allowed: tuple[str, ...]
) -> None:
    (found,) = fields(f"<td>a</td><td>String</td><td>{facts}</td>")
    assert (found.default, found.size, found.allowed) == (default, size, allowed)


def test_facts_said_twice_are_kept() -> None:
    twice = '<p class="type-size">Allowed values: <code>1</code></p>' * 2
    (found,) = fields(f"<td>a</td><td>String</td><td>{twice}</td>")
    assert (found.allowed, found.constraints) == (("1",), (("Allowed values", "1"),))


def test_columns_that_apidoc_does_not_have() -> None:
    made = only(
        "<h2>Parameter</h2><table><tr><th>Alan</th><th>Rodzaj</th><th>Popis</th></tr><tr><td>a</td><td>b</td><td>c</td></tr>"
        "</table>"
    ).fields[0]
    assert (made.name, made.type, made.description) == ("a", "b", "c")
    more = only(
        "<h2>Parameter</h2><table><tr><th>Field</th><th>In</th><th>Type</th><th>Description</th><th>In</th></tr>"
        "<tr><td>a</td><td>path</td><td>String</td><td>c</td><td>x</td></tr>"
        "<tr><td>b</td><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td></tr><tr></tr></table>"
    ).fields
    assert (more[0].type, more[0].description, more[0].constraints) == (
        "String",
        "c",
        (("In", "path"), ("column 4", "x")),
    )
    assert more[1].constraints[-1] == ("column 6", "5")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (
            {"id": "api-A-B-1.0.0", "data-group": "A", "data-name": "B", "data-version": "1.0.0"},
            ("A", "B", "1.0.0", "api-A-B"),
        ),
        ({"id": "api-A-B-1.0.0"}, ("A", "B", "1.0.0", "api-A-B")),
        ({"id": "api-A-Get-User-1.0.0-rc.1"}, ("A", "Get-User", "1.0.0-rc.1", "api-A-Get-User")),
        ({"id": "api-A-B-C-2"}, ("A", "B-C", "2", "api-A-B-C")),
        ({"id": "api-A-B"}, ("A", "B", "", "api-A-B")),
        ({"id": "api-A"}, ("A", "", "", "api-A")),
        ({"id": "x", "data-name": "B"}, ("x", "B", "", "x")),
        ({"data-name": "B"}, ("", "B", "", "api--B")),
    ],
)
def test_group_name_and_version_of_an_article(tag: dict[str, str], expected: tuple[str, str, str, str]) -> None:
    assert identified(tag, "") == expected


def test_a_groups_name_may_hold_dashes() -> None:
    assert identified({"id": "api-A-b-C-1.0.0"}, "A-b") == ("A-b", "C", "1.0.0", "api-A-b-C")


@pytest.mark.parametrize(
    ("heading", "group_title", "title"),
    [
        ("Users - Get - all", "Users", "Get - all"),
        ("Users", "Users", ""),
        ("Other - Get", "Users", "Get"),
        ("Get", "Users", "Get"),
        ('<span class="color-primary">U | s</span> <span>|</span> Get | all', "Users", "Get | all"),
        ('<span class="color-primary">U</span>', "Users", ""),
    ],
)
def test_titles(heading: str, group_title: str, title: str) -> None:
    made = page(f'<section id="api-U"><h1>Users</h1><article id="api-U-N-1.0.0"><h1>{heading}</h1></article></section>')
    assert (made.articles[0].group_title, made.articles[0].title) == (group_title, title)


def test_titles_without_a_section() -> None:
    headings = ("Some_group - A - B", "Other - A", "A")
    made = page(
        "".join(f'<article id="api-Some_group-N-1.0.{n}"><h1>{h}</h1></article>' for n, h in enumerate(headings))
    )
    assert [(one.group_title, one.title) for one in made.articles] == [
        ("Some group", "A - B"),
        ("Other", "A"),
        ("Some group", "A"),
    ]


@pytest.mark.parametrize(
    ("markup", "title", "versions", "generator"),
    [
        ("<title>Loading...</title>", "", (), ""),
        ("<title>apiDoc: My API - 1.2.0</title>", "My API", (), ""),
        ("<title>My API</title><div id=project><h1></h1></div>", "My API", (), ""),
        ("<title>T</title><div id=project><h1>My  API</h1></div>", "My API", (), ""),
        ("<div id=version><strong>1.0</strong></div><div id=version></div>", "", ("1.0",), ""),
        ("<div id=version></div><div id=generator>by hand</div>", "", (), ""),
        ("<ul id=versions><li>all</li><li class=version>2</li><li class=version>1</li></ul>", "", ("2", "1"), ""),
        ("<div id=generator>Generated with <a>apidoc</a> 0.9.1 - now</div>", "", (), "apidoc 0.9.1"),
        ("<div id=generator><a>apidoc</a></div>", "", (), "apidoc"),
    ],
)
def test_what_a_page_says_of_itself(markup: str, title: str, versions: tuple[str, ...], generator: str) -> None:
    made = page(f'{markup}<article id="api-G-N-0"></article>')
    assert (made.title, made.versions, made.generator) == (title, (*versions, "0"), generator)


@pytest.mark.parametrize(
    "around",
    [
        "<script>var a = '<article id=\"api-x\">'</script>{}",
        "<!-- <article id='api-x'> -->{}<!-- </article> -->",
        "<textarea><article id='api-x'></textarea>{}",
        "<section id='other'><p>x</p>{}</section><p>y</p>",
        "</section>{}</section>",
        "<nav><section id='api-x'></section></nav>{}",
        "<article>A teaser <article>in a teaser</article></article>{}",
        "<article id='api-{{{{x}}}}'></article>{}",
    ],
)
def test_what_only_looks_like_an_article_is_none(around: str) -> None:
    made = page(around.format(article("")))
    assert [one.name for one in made.articles] == ["N"]


@pytest.mark.parametrize("inner", ["<article>a</article>", "<ARTICLE>a</article >",
                                   "<article><!-- </article> --></article>"])  # fmt: skip
def test_an_article_ends_with_its_own_end_tag(inner: str) -> None:
    made = page(article(inner + "<p>last</p>") + article("").replace('"N"', '"M"'))
    assert [one.name for one in made.articles] == ["N", "M"]
    assert made.articles[0].description[-1].text == "last"


def test_attributes_are_read_as_browsers_read_them() -> None:
    tag = """<a ID=x data-a="1 > 2" b='&lt;"' c = d e f="" id="second">"""
    assert attributes(tag) == {"id": "x", "data-a": "1 > 2", "b": '<"', "c": "d", "f": ""}


PIECES = """
<article id='api-G-N-1.0.0'> </article> <section id='api-G'> </section> <h1>G - N</h1> <table> </table> <tr> <td>
<td class='code'> <p> </p> <p class='type-size'> <ul class='nav-tabs'> <ul> <li> </ul> <div class='tab-content'>
<div class='tab-pane' id='success-examples-1'> </div> <pre data-type='get'> </pre> <code> </code> <h2>Parameter</h2>
<span class='label optional'> </span> <!-- --> <script> </script> <form> </form> text &nbsp;&nbsp; 1.0.0 <a href='#x'>
<strong> <p class='deprecated'> Permission: < & é
"""
MARKUP = st.lists(st.sampled_from([*re.split(r"\s(?![^<>]*>)", PIECES.strip()), "\0", "\f"]), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(MARKUP)
def test_no_markup_breaks_the_reader(markup: str) -> None:
    with contextlib.suppress(InputError):
        page(f"{article(markup)}{markup}")


def test_a_table_among_words_is_words() -> None:
    inner = '<div class="tab-content"><div class="tab-pane"><table><tr><td>a</td><td>b</td></tr></table></div></div>'
    assert [one.text for one in page(article(inner + table("Parameter"))).articles[0].examples] == ["a | b"]
