"""A text in every language of its pack. No Django here: the app's start tells it whose language to follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar


def _nobody_speaks() -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in each language of a pack, the pack's first language first.

    ``str(words)``, and so ``{{ door.name }}`` in a template, gives the text in the language being
    spoken at that moment, as Django's lazy translations do; ``words.in_("es")`` gives a chosen one.
    """

    texts: tuple[tuple[str, str], ...]

    #: Names the language being spoken now; `PacksConfig.ready` sets it to Django's `get_language`.
    language_now: ClassVar[Callable[[], str | None]] = _nobody_speaks

    def in_(self, language: str | None) -> str:
        """The text in a language (``es-mx`` finds ``es``); in the pack's first where that is not spoken."""
        texts = self.as_dict()
        wanted = (language or "").lower()
        return texts.get(wanted) or texts.get(wanted.partition("-")[0]) or self.texts[0][1]

    def as_dict(self) -> dict[str, str]:
        """Language code to text, for JSON that carries every language."""
        return dict(self.texts)

    def __str__(self) -> str:
        return self.in_(Words.language_now())
