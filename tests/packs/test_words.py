"""A text is spoken in the reader's language, and in the pack's first where that is not among them."""

import pytest
from django.template import Context, Template
from django.utils import translation

from chapterhouse.packs.pack import Pack, Words

GREETING = Words((("en", "Good evening"), ("es", "Buenas noches")))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Good evening"),
        ("es", "Buenas noches"),
        ("es-mx", "Buenas noches"),
        ("ES", "Buenas noches"),
        ("fr", "Good evening"),
        (None, "Good evening"),
    ],
)
def test_a_text_is_given_in_the_language_asked_for(language, said):
    assert GREETING.in_(language) == said


def test_a_template_speaks_the_language_of_its_page(la_2018: Pack):
    page = Template("{{ door.name }}")
    with translation.override("es"):
        assert page.render(Context({"door": la_2018.door("a")})) == "Ayuda informal"
    with translation.override("en"):
        assert page.render(Context({"door": la_2018.door("a")})) == "Informal help"


def test_both_languages_travel_together_as_json():
    assert GREETING.as_dict() == {"en": "Good evening", "es": "Buenas noches"}
