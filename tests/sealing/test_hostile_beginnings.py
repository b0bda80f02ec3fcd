"""A server that begins a conversation anew, or says who began it (encryption design 8.3 and 8.4)."""

import copy
from typing import Any

from chapterhouse.demo.ageclient import Member
from tests.sealing.make_vectors import ADA, AT, DANA, SITE
from tests.sealing.sides import Case, changed, written

#: A key of the server's own, under the name of a member and as the person.
FALSE_ADA = Member(SITE, ADA.name, DANA.identity, DANA.seed)
FALSE_PERSON = Member(SITE, "reporter", DANA.identity, DANA.seed)


def begun_anew(case: Case) -> tuple[Any, dict[str, Any]]:
    """The first statement again, about the true recipient, which the server knows; the server signs it."""
    false = copy.deepcopy(case.party)
    false.me, false.chain = FALSE_ADA, []
    note = false.vouch([FALSE_ADA.card, case.reporter.card], 1, AT)
    mailbox = case.mailbox
    mailbox["party"]["statements"] = [note]
    return false, mailbox


def test_a_mailbox_takes_no_beginning_but_its_own_even_under_the_same_recipient(
    side: Any, case: Case
) -> None:
    false, mailbox = begun_anew(case)
    new = {"version": 2, **false.make_key([FALSE_ADA.card, case.reporter.card], 2, AT)}
    mailbox["party"] = changed(mailbox["party"], new, new["mailbox_wrap"])
    said = {"kind": "message", "body": "my name is"}
    found = side.mailbox(case.code, mailbox, [FALSE_ADA.card], said)
    assert found["problem"] == "unaccepted"
    assert found["written"] == {"refused": "unaccepted"}


def test_who_is_named_in_a_beginning_that_was_not_accepted_is_nobodys_author(side: Any, case: Case) -> None:
    pin = side.channel(ADA, case.for_member(ADA), case.given())["pin"]
    false, mailbox = begun_anew(case)
    forged = written(false, FALSE_ADA, "send me your name")
    data = case.for_member(ADA) | {"statements": mailbox["party"]["statements"]}
    for channel in (mailbox["party"], data):
        channel["entries"].append(forged)
    for found in (
        side.mailbox(case.code, mailbox, [FALSE_ADA.card]),
        side.channel(ADA, data, case.given(cards=[FALSE_ADA.card], pin=pin)),
    ):
        assert found["entries"][1]["body"] == "send me your name"
        assert (found["entries"][1]["author"], found["entries"][1]["verified"]) == (None, False)


def test_the_maker_of_a_channel_is_who_signed_its_beginning_whatever_card_the_server_gives(
    side: Any, case: Case
) -> None:
    """The true card is given too, so that the statements hold; a false one is said to be the maker's."""
    data = case.for_member(ADA)
    pin = side.channel(ADA, data, case.given())["pin"]
    data["entries"].append(written(case.party, FALSE_PERSON, "please stop, it was nothing"))
    cards = [*case.cards, case.reporter.card]
    found = side.channel(ADA, data, case.given(cards=cards, maker=FALSE_PERSON.card, pin=pin))
    true, false = found["entries"]
    assert found["problem"] is None
    assert (true["author"], true["verified"]) == ("reporter", True)
    assert (false["author"], false["verified"]) == (None, False)
