"""The difference of two texts: by paragraph, then by word."""

from hypothesis import given
from hypothesis import strategies as st

from chapterhouse.handbook.differences import compared, paragraphs

OLD = "# Respect\n\nWe let each other finish.\n\nNobody is shouted at.\n\nGone soon."
NEW = OLD.replace("finish.", "finish and ask back.").replace(
    "Gone soon.", "A wholly other thing stands here."
)


def told(old, new):
    return [(row.kind, [(run.kind, run.words) for run in row.runs]) for row in compared(old, new)]


def test_a_changed_paragraph_says_which_words_came_and_went_and_the_others_stand():
    assert told(OLD, NEW) == [
        ("same", [("same", "# Respect")]),
        (
            "changed",
            [("same", "We let each other"), ("removed", "finish."), ("added", "finish and ask back.")],
        ),
        ("same", [("same", "Nobody is shouted at.")]),
        ("added", [("added", "A wholly other thing stands here.")]),
        ("removed", [("removed", "Gone soon.")]),
    ]


def test_each_line_of_a_list_and_each_heading_is_a_paragraph():
    assert paragraphs("# A\ntext\nmore\n- one\n- two\n1. three") == [
        "# A text more",
        "- one",
        "- two",
        "1. three",
    ]


def test_a_text_wrapped_otherwise_is_the_same():
    assert {row.kind for row in compared("We let\neach other\nfinish.", "We let each other finish.")} == {
        "same"
    }


def test_very_long_paragraphs_are_replaced_whole():
    old, new = "a " * 20_000, "a " * 19_999 + "b"
    assert [row.kind for row in compared(old, new)] == ["added", "removed"]


texts = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "we", "they"]), min_size=1, max_size=6).map(" ".join), max_size=6
)


@given(texts, texts)
def test_both_texts_can_be_read_from_their_difference(old, new):
    rows = compared("\n\n".join(old), "\n\n".join(new))

    def side(*kinds):
        kept = [" ".join(run.words for run in row.runs if run.kind in kinds) for row in rows]
        return [words for words in kept if words]

    assert side("same", "removed") == old
    assert side("same", "added") == new
