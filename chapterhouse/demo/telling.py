"""What somebody tells, in the shape in which the questions page seals it (`support/answers.js`)."""

from dataclasses import dataclass
from typing import Any

Words = dict[str, str]
#: The questions that the stories answer, in both languages as the page asks them.
HAPPENING: Words = {"en": "What is happening", "es": "Qué está pasando"}
HOPE: Words = {"en": "What you hope for", "es": "Qué espera"}
PREFERRED: Words = {"en": "Whom you would prefer", "es": "Con quién prefiere hablar"}


@dataclass(frozen=True)
class Told:
    """A title for the desk's lists, the answers, and the people involved.

    Attributes:
        options: codes of what was ticked.
        people: names, or what stands for one, with their parts: experienced, caused, witnessed.
        preferred: names of those with whom the person would rather speak.
    """

    title: str
    happening: str
    hope: str = ""
    options: tuple[str, ...] = ()
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lang: str = "en"
    preferred: tuple[str, ...] = ()

    def report(self, door: str) -> dict[str, Any]:
        """The body of the report: every answer with its question."""
        said = [(HAPPENING, self.happening), (HOPE, self.hope)]
        answers: list[Any] = [{"question": asked, "answer": [text]} for asked, text in said if text]
        if self.preferred:
            answers.append({"question": PREFERRED, "answer": list(self.preferred), "wish": True})
        return {"door": door, "lang": self.lang, "options": list(self.options), "answers": answers}

    @property
    def involved(self) -> dict[str, Any]:
        """The body of the list of people involved."""
        return {
            "people": [{"name": name, "parts": list(parts)} for name, parts in self.people],
            "answers": [],
        }
