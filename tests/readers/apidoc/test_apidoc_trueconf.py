"""The page that speclift was made for: everything on it arrives, whoever rendered it."""

from __future__ import annotations

from collections import Counter

import pytest
from visible import missing_words

from speclift.model.raw import RawApi, RawArticle
from speclift.readers.apidoc import read, recognise
from speclift.readers.apidoc.sharing import Sharing
from speclift.readers.page import Page

OPERATIONS = (38, 62, 67, 77, 77, 77, 77, 77, 77, 78, 78)
OBJECTS = (10, 20, 21, 25, 26, 26, 26, 27, 27, 29, 31)


def is_object(article: RawArticle) -> bool:
    return article.kind == "object"


def test_every_article_of_every_version_arrives(saved: RawApi) -> None:
    articles = saved.articles
    assert len(articles) == 1054
    assert len({(article.group, article.name, article.version) for article in articles}) == 1053
    operations = Counter(article.version for article in articles if not is_object(article))
    objects = Counter(article.version for article in articles if is_object(article))
    versions = [f"3.{minor}.0" for minor in range(11)]
    # Get Conference ICS is printed twice for 3.5.0: the issue counts documented operations, the page prints one more.
    again = {"3.5.0": 1}
    assert [operations[version] - again.get(version, 0) for version in versions] == list(OPERATIONS)
    assert [objects[version] for version in versions] == list(OBJECTS)
    assert (sum(operations.values()) - 1, sum(objects.values())) == (785, 268)


def test_says_what_the_whole_documentation_is(saved: RawApi) -> None:
    assert saved.title == "TrueConf Server API"
    assert saved.generator == "apidoc 1.2.0"
    assert saved.versions == tuple(f"3.{minor}.0" for minor in reversed(range(11)))
    assert [text.text for text in saved.description] == ["Integration with TrueConf Server 4.3.9+ — Documentation"]
    assert [group.title for group in saved.groups][:2] == ["Authorization", "Objects"]
    assert len(saved.groups) == 15
    assert "The tags used:\nGET - this attribute is used as GET parameter." in saved.groups[1].description[1].text


def test_every_recorded_example_arrives(saved: RawApi) -> None:
    examples = [example for article in saved.articles for example in article.examples]
    answers = [example.text for example in examples if example.language == "json"]
    calendars = [text for text in answers if "BEGIN:VCALENDAR" in text]
    status_lines = [text for text in answers if text.startswith("HTTP/") and not text.partition("\n")[2].strip()]
    assert (len(calendars), len(status_lines)) == (11, 30)
    assert len(answers) - len(calendars) - len(status_lines) == 1215
    assert Counter(example.role for example in examples) == {
        "parameter": 786,
        "success": 808,
        "structure": 415,
        "error": 33,
    }


def test_sections_have_the_roles_that_a_reader_sees(saved: RawApi) -> None:
    seen = Counter((section.role, section.title) for article in saved.articles for section in article.sections)
    assert seen["header", "Header"] == 748
    assert seen["parameter", "Parameter"] == 759
    assert seen["success", "Success 200"] == 694
    assert seen["error", "Errors"] == 777
    assert sum(count for (role, _), count in seen.items() if role == "structure") == 330
    assert sum(seen.values()) == 748 + 759 + 694 + 777 + 330


def test_served_and_saved_say_the_same(saved: RawApi, served_bytes: bytes) -> None:
    assert read([Page("page.html", served_bytes)]) == saved


def test_nothing_that_a_reader_sees_is_lost(saved: RawApi, served_bytes: bytes) -> None:
    assert missing_words(served_bytes, saved) == []
    assert saved.not_understood == ()


def test_every_place_is_given_once(saved: RawApi) -> None:
    places = [place for article in saved.articles for place in _places(article)]
    assert len(places) == len(set(places)) > 10_000
    again = [article.place for article in saved.articles if article.place.path]
    assert [str(place) for place in again] == ["page.html#api-Conferences-GetConferenceICS in 3.5.0 (printing 2)"]


def _places(value: object) -> list[object]:
    from msgspec import Struct
    from msgspec.structs import fields

    from speclift.model.raw import Place

    if isinstance(value, Place):
        return [value]
    if isinstance(value, tuple):
        return [place for item in value for place in _places(item)]
    if isinstance(value, Struct):
        return [place for field in fields(value) for place in _places(getattr(value, field.name))]
    return []


def test_sharing_changes_nothing(saved: RawApi, saved_bytes: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sharing, "_spellings", lambda *_: [])
    assert read([Page("page.html", saved_bytes)]) == saved


def test_articles_that_differ_in_their_version_only_are_read_once(
    saved_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []
    whole = Sharing._parsed
    monkeypatch.setattr(Sharing, "_parsed", lambda sharing, body: parsed.append(body) or whole(sharing, body))
    read([Page("page.html", saved_bytes)])
    assert len(parsed) == 317


def test_texts_of_articles_read_once_are_the_same_objects(saved: RawApi) -> None:
    shared = [article for article in saved.articles if article.name == "CallInvite"]
    first, second = (article.sections[0].fields[0] for article in shared[:2])
    assert first.place != second.place
    assert first.description is second.description
    assert first.type is second.type


def test_is_recognised(saved_bytes: bytes, served_bytes: bytes) -> None:
    for content in (saved_bytes, served_bytes):
        recognition = recognise(Page("page.html", content))
        assert recognition.confidence > 0.99
        assert '"Generated with apidoc"' in recognition.reasons
