"""Telephone numbers and web addresses in all the ways people write them."""

import pytest

from chapterhouse.referrals import reaching


@pytest.mark.parametrize(
    ("written", "shown", "tel"),
    [
        ("555-0142", "555-0142", "tel:5550142"),
        (" (555)  010-0142 ", "(555) 010-0142", "tel:5550100142"),
        ("555.010.0142", "555.010.0142", "tel:5550100142"),
        ("+1 555 010 0142", "+1 555 010 0142", "tel:+15550100142"),
        ("1-800-555-TALK", "1-800-555-TALK", "tel:18005558255"),
        ("555-0142 ext. 3", "555-0142 ext. 3", "tel:5550142;ext=3"),
        ("555-0142x12", "555-0142x12", "tel:5550142;ext=12"),
        ("555\u20110142", "555\u20110142", "tel:5550142"),
        ("988", "988", "tel:988"),
    ],
)
def test_a_number_is_shown_as_written_and_dialled_as_digits(written, shown, tel):
    assert reaching.phone_of(written) == shown
    assert reaching.dialled(shown) == tel


@pytest.mark.parametrize(
    "text", ["ask Maria", "12", "+", "1" * 16, "555<script>", "tel:555", "555@0142", "CALL-NOW"]
)
def test_what_no_telephone_dials_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        reaching.phone_of(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://oak.example.org/help", "https://oak.example.org/help"),
        ("oak.example.org", "https://oak.example.org"),
        ("https://oak.example.org/?utm_source=x&page=2&fbclid=y", "https://oak.example.org/?page=2"),
        ("https://oak.example.org:8443/#top", "https://oak.example.org:8443/#top"),
    ],
)
def test_a_web_address_begins_with_https_and_follows_nobody(written, kept):
    assert reaching.website_of(written) == kept


@pytest.mark.parametrize(
    "text",
    [
        "http://oak.example.org",
        "javascript:alert(1)",
        "data://oak.example.org",
        "https://bank.example.org@oak.example.org/",
        "https://10.0.0.1/",
        "https://oak",
        'https://oak.example.org/"onclick',
        "see their page",
        "https://[oak",
    ],
)
def test_another_kind_of_address_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        reaching.website_of(text)
