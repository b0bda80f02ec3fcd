"""The public pages know nobody: no cookie, the same bytes for all, nothing of a visitor in a log."""

import logging
import re

import pytest
from django.test import Client

from chapterhouse.sealing.models import Entry
from tests import make
from tests.support.asking import doors, post, send

PAGES = ["/", "/support/", "/support/write/", "/support/return/", "/support/doors.json"]
PAGES += ["/support/routes/", "/support/process.toml"]
SHELLS = ["/support/write/", "/support/return/"]


@pytest.mark.requirement("B7")
@pytest.mark.parametrize("address", PAGES)
def test_no_page_sets_a_cookie(cast, address):
    assert Client().get(address).cookies == {}


@pytest.mark.requirement("B7")
def test_the_addresses_behind_the_pages_set_no_cookie(cast):
    wire, box = make.report_wire("a")
    assert send(wire).cookies == {}
    assert post("mailbox/", {"auth": box.auth}).cookies == {}
    assert post("mailbox/", {"auth": "0" * 64}).cookies == {}


@pytest.mark.requirement("B7")
@pytest.mark.parametrize("address", PAGES)
def test_a_member_who_is_signed_in_gets_what_a_stranger_gets(cast, address):
    member = Client()
    member.force_login(cast.bela)
    strangers = [Client().get(address).content]
    theirs = member.get(address).content
    strangers.append(Client().get(address).content)  # of the next minute, if that has begun meanwhile
    assert theirs in strangers


@pytest.mark.requirement("B7")
def test_the_report_of_a_member_who_is_signed_in_does_not_carry_their_name(cast):
    member = Client()
    member.force_login(cast.ana)
    wire, _box = make.report_wire("a")
    answer = post("reports/", make.as_json(wire), client=member)
    assert answer.status_code == 201
    assert answer.cookies == {}
    assert set(Entry.objects.values_list("author", flat=True)) == {None}


@pytest.mark.parametrize("address", SHELLS)
def test_a_shell_is_the_same_bytes_for_every_visitor_pack_and_language(cast, address):
    first = Client().get(address).content
    assert Client().get(f"{address}?lang=es", headers={"Accept-Language": "es"}).content == first
    make.pack("madison-hgo")
    assert Client().get(address).content == first


@pytest.mark.parametrize("address", SHELLS)
def test_without_scripts_a_shell_points_to_every_other_way(db, address):
    quiet = Client().get(address).content.decode().split("<noscript>")[1].split("</noscript>")[0]
    assert "This page needs scripts" in quiet
    assert "Esta página necesita scripts" in quiet


@pytest.mark.parametrize("address", SHELLS)
def test_no_field_of_a_shell_for_words_has_a_name(db, address):
    page = Client().get(address).content.decode()
    fields = re.findall(r"<(?:textarea|input)[^>]*>", page)
    named = [field for field in fields if " name=" in field]
    assert len(fields) > 2
    assert all('type="radio"' in field for field in named)
    assert all('autocomplete="off"' in form for form in re.findall(r"<form[^>]*>", page))


@pytest.mark.requirement("B7", "B10")
def test_no_log_names_a_visitor(cast, caplog):
    caplog.set_level(logging.DEBUG)
    told = {
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_USER_AGENT": "Quiet/1.0",
        "HTTP_REFERER": "https://elsewhere.example/",
    }
    client = Client(raise_request_exception=False, **told)
    post("reports/", {"v": 1}, client=client)
    post("mailbox/", {"auth": "0" * 64}, client=client)
    client.get("/support/nothing-here/?q=secret")
    said = "\n".join(caplog.handler.format(record) for record in caplog.records)
    for trace in ("203.0.113.7", "Quiet", "elsewhere.example", "q=secret", "0" * 64):
        assert trace not in said


def test_the_data_of_the_pages_hold_no_case(cast):
    before = doors()
    told = make.report("a", excluding=[cast.bela])
    after = doors()
    assert before | {"now": ""} == after | {"now": ""}
    assert told.case.code not in str(after)
