"""A small apidoc page, as template 1.2 renders it, whose articles a test writes down; and its machine's form."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    name: str
    type: str
    description: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Article:
    name: str
    method: str
    url: str
    title: str
    version: str = "1.0.0"
    parameters: tuple[Row, ...] = ()
    answer: tuple[Row, ...] = ()
    example: object = None
    text: str = ""
    group: str = "Goods"


LIST = Article(
    "ListGoods",
    "get",
    "/goods",
    "List goods",
    parameters=(Row("colour", "String", "Only those of a colour.", optional=True),),
    answer=(Row("id", "Number", "Its number."), Row("label", "String", "What it is called.")),
    example={"id": 7, "label": "Chair"},
    text="Lists what is on the shelf.",
)
GET = Article(
    "GetGood",
    "get",
    "/goods/:id",
    "Get one",
    parameters=(Row("id", "Number", "Its number."),),
    answer=(Row("id", "Number", "Its number."), Row("price", "Number", "In cents.")),
    example={"id": 7, "price": 1200},
)
SHOP = (LIST, GET)


def with_parameter(article: Article, row: Row) -> Article:
    """The article with one row more in its table of parameters."""
    return replace(article, parameters=(*article.parameters, row))


def without_answer(article: Article, name: str) -> Article:
    """The article whose answer, and its example, lack a field."""
    kept = tuple(row for row in article.answer if row.name != name)
    assert isinstance(article.example, dict)
    return replace(article, answer=kept, example={key: value for key, value in article.example.items() if key != name})


def page(articles: Sequence[Article] = SHOP, *, layout: str = "") -> bytes:
    """The page with these articles; `layout` is put where it says nothing of the API."""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Shop</title></head><body>'
        f'<div class="{html.escape(layout)}"><header><h1>Shop</h1></header><div id="sections">'
        + "".join(_section(group, articles) for group in dict.fromkeys(one.group for one in articles))
        + '</div></div><footer>Generated with <a href="https://apidocjs.com">apidoc</a> 1.2.0</footer></body></html>'
    ).encode()


def _section(group: str, articles: Sequence[Article]) -> str:
    inside = "".join(_article(one) for one in articles if one.group == group)
    return f'<section id="api-{group}"><h1>{group}</h1>{inside}</section>'


def _article(one: Article) -> str:
    identity = f'data-group="{one.group}" data-name="{one.name}" data-version="{one.version}"'
    parts = [
        f'<div id="api-{one.group}-{one.name}">',
        f'<article id="api-{one.group}-{one.name}-{one.version}" class="show" {identity}>',
        f'<div class="pull-left"><h1>{one.group} - {html.escape(one.title)}</h1></div>',
        f"<p>{html.escape(one.text)}</p>",
        f'<pre class="prettyprint language-html" data-type="{one.method}"><code>{html.escape(one.url)}</code></pre>',
        _table("Parameter", one.parameters),
        _table("Success 200", one.answer),
    ]
    if one.example is not None:
        tab = f"success-examples-{one.group}-{one.name}-{one.version.replace('.', '_')}-0"
        body = html.escape(json.dumps(one.example, indent=2))
        parts.append(
            '<ul class="nav nav-tabs nav-tabs-examples"><li class="active">'
            f'<a href="#{tab}">Success-Response:</a></li></ul>'
            f'<div class="tab-content"><div class="tab-pane active" id="{tab}">'
            f'<pre class="prettyprint language-json" data-type="json"><code>{body}</code></pre></div></div>'
        )
    return "".join([*parts, "</article></div>"])


def _table(title: str, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    label = '<span class="label label-optional">optional</span>'
    lines = "".join(
        f'<tr><td class="code">{row.name}{label if row.optional else ""}</td><td>{html.escape(row.type)}</td>'
        f"<td><p>{html.escape(row.description)}</p></td></tr>"
        for row in rows
    )
    head = "<thead><tr><th>Field</th><th>Type</th><th>Description</th></tr></thead>"
    return f"<h2>{title}</h2><table>{head}<tbody>{lines}</tbody></table>"


SHELL = (
    b'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Loading</title></head><body><div id="content"></div>'
    b'<script id="template-article" type="text/x-handlebars-template"><article id="api-{{article.group}}"></article>'
    b'</script><script src="assets/main.bundle.js?v=17"></script></body></html>'
)
"""What a site of apidoc serves before its scripts run."""


def data(articles: Sequence[Article] = SHOP) -> list[dict[str, object]]:
    """The articles as `api_data.json` has them."""
    return [
        {
            "type": one.method,
            "url": one.url,
            "title": one.title,
            "name": one.name,
            "group": one.group,
            "groupTitle": one.group,
            "version": one.version,
            "description": f"<p>{one.text}</p>",
            "parameter": {"fields": {"Parameter": [_field(row) for row in one.parameters]}},
            "success": {
                "fields": {"Success 200": [_field(row) for row in one.answer]},
                "examples": [{"title": "Success-Response:", "type": "json", "content": json.dumps(one.example)}],
            },
            "filename": "shop.js",
        }
        for one in articles
    ]


PROJECT = {
    "name": "Shop",
    "title": "Shop",
    "version": "1.0.0",
    "description": "",
    "generator": {
        "name": "apidoc",
        "time": "1970-01-01T00:00:00.000Z",
        "url": "https://apidocjs.com",
        "version": "0.29.0",
    },
}


def _field(row: Row) -> dict[str, object]:
    return {
        "group": "Parameter",
        "type": row.type,
        "optional": row.optional,
        "field": row.name,
        "description": f"<p>{row.description}</p>",
    }
