"""Markdown as HTML: parts are numbered, and nothing hostile comes through."""

import re

import pytest

from chapterhouse.handbook.markdown import render


def test_headings_become_numbered_parts_that_can_be_pointed_at():
    made = render("# One\n\ntext\n\n## Of one\n\n### Deep\n\n# Two *here*")
    assert [(part.number, part.anchor, part.words) for part in made.parts] == [
        ("1", "part-1", "One"),
        ("1.1", "part-1-1", "Of one"),
        ("2", "part-2", "Two here"),
    ]
    assert '<h2 id="part-1">1. One</h2>' in made.html
    assert '<h3 id="part-1-1">1.1 Of one</h3>' in made.html
    assert "<h4>Deep</h4>" in made.html
    assert '<h2 id="part-2">2. Two <em>here</em></h2>' in made.html


@pytest.mark.parametrize("signs", ["#", "##", "###"])
def test_whichever_signs_a_writer_uses_the_largest_are_the_parts(signs):
    assert [part.number for part in render(f"{signs} One\n\n{signs} Two").parts] == ["1", "2"]


def test_a_smaller_heading_before_any_part_is_a_part_itself():
    assert [part.number for part in render("## Before\n\n# One\n\n## Under").parts] == ["1", "2", "2.1"]


def test_headings_in_quotations_and_lists_have_no_number():
    made = render("# One\n\n> # Said\n\n- # Listed")
    assert [part.number for part in made.parts] == ["1"]
    assert "<h4>Said</h4>" in made.html


def test_what_a_document_needs_comes_through():
    made = render("**A** and `b`\n\n1. x\n2. y\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for tag in ("strong", "code", "ol", "li", "blockquote", "table", "td"):
        assert f"<{tag}>" in made.html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](\tjavascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    '[x](https://a.example "\\" onmouseover=alert(1)")',
    "# <svg onload=alert(1)>",
    "`<script>`",
    "<style>*{display:none}</style>",
    '<p style="color:red" id="main" class="button">x</p>',
    "<!-- --><iframe src=//evil.example></iframe>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>\x00",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through(text):
    html = render(text).html
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(r"</?(p|a|h2|h3|h4|code|em|strong|br|hr)( [^>]*)?/?>", tag), tag
        assert not re.search(r"\s(on\w+|style|class|src|title)\s*=", tag), tag
        assert not re.search(r"href=\"(?!https?://|mailto:|tel:|/[^/\\]|#)", tag), tag
        assert "id=" not in tag or 'id="part-' in tag


def test_links_within_the_site_and_to_parts_work():
    html = render(
        "[a](/support/) [b](#part-2) [c](mailto:a@example.org) [d](https://d.example/x?y=1&z=2)"
    ).html
    for address in ("/support/", "#part-2", "mailto:a@example.org", "https://d.example/x?y=1&amp;z=2"):
        assert f'href="{address}"' in html
    assert html.count('rel="noreferrer"') == 4


def test_a_text_that_nests_without_end_is_rendered_all_the_same():
    assert render("> " * 5_000 + "x").html
    assert render("[" * 20_000).html
    assert render("*a " * 15_000).html
