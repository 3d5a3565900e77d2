"""What running text says of an answer: one of the objects that the page describes, or fields by name.

Enters: sentences. Leaves: sections of the answer, where neither rows nor an example show it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.model.raw import RawSection
from speclift.readers.handwritten.announcements import LISTED, RESPONSE, RETURNS
from speclift.readers.handwritten.prose import answer_fields_in_prose
from speclift.readers.handwritten.samples import Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.handwritten.sections import Section


class AnswersInProse(Samples):
    """What was found so far, with what running text says of the answer. `objects` are the titles of described ones."""

    def __init__(self, section: Section, place: Place, objects: Sequence[str]) -> None:
        super().__init__(section, place)
        self._objects = objects
        self.listed = False
        self.told_answers: list[str] = []

    def answer_in_prose(self) -> None:
        """What running text says of the answer, where neither rows nor an example show it."""
        shown = any(one.role == "success" and (one.fields or one.type) for one in self.sections)
        if shown or any(one.role == "success" for one in self.examples):
            return
        for sentence in self.told_answers:
            if RETURNS.match(sentence):
                self.answers_with(sentence)
            elif RESPONSE.search(sentence):
                for name in answer_fields_in_prose(sentence):
                    self.add_answer_field(name, sentence, listed=LISTED.search(sentence) is not None)

    def answers_with(self, text: str) -> None:
        """An answer that is one of the objects that the page describes elsewhere: "The created Session"."""
        for name in answer_fields_in_prose(text, answers=True):
            self.add_answer_field(name, text, listed=self.listed)
        words = re.sub(r"[`*]", "", text).strip(" .")
        kind = self.object_in(words) if len(words.split()) <= 8 else ""
        if kind and not any(one.role == "success" and one.type for one in self.sections):
            self.sections.append(RawSection("success", "Response", self.at("response"), status=self.status, type=kind))

    def object_in(self, words: str) -> str:
        """The described object that words end in, as a type: "the created session object", "a list of sessions"."""
        bare = re.sub(
            r"\s+(?:objects?|resources?|structures?|records?|entit(?:y|ies)|json)$", "", words, flags=re.IGNORECASE
        )
        many = re.search(r"\b(?:lists?|arrays?)\b", bare, re.IGNORECASE) is not None
        bare = re.sub(r"\s+(?:list|array)$", "", bare, flags=re.IGNORECASE)
        for name in self._objects:
            plain = re.sub(r"^the\s+|\s+(?:object|resource|structure|record|model)$", "", name, flags=re.IGNORECASE)
            found = re.search(rf"(?:^|\s){re.escape(plain)}(s?)$", bare, re.IGNORECASE)
            if found is not None:
                return f"array of {name}" if many or found[1] else name
        return ""
