"""Invitations: an account and one mail for each member who may be written to, and nobody else's account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError

from chapterhouse.notices.inviting import send_next_invitation
from chapterhouse.notices.models import LEASE
from chapterhouse.people.actions import invitations
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.corrections import correct
from chapterhouse.people.actions.invitations import invite, invite_all, shared_addresses, to_invite
from chapterhouse.people.members import code_for
from chapterhouse.people.models import Membership, Person, SignInInvitation
from chapterhouse.support.worker import run_once
from chapterhouse.ui.refused import Refused
from tests import faults, make
from tests.people.rosters import lists
from tests.people.rosters.test_importing import take

pytestmark = pytest.mark.django_db


def one(number=1):
    return Membership.objects.get(key=str(500_000 + number))


def invited_all(cast, at=None):
    done = invite_all(by=cast.rosa, at=at or make.now())
    return done.invited, done.linked


def accounts():
    """Addresses of the accounts of people on the roll."""
    return sorted(Person.objects.filter(membership__isnull=False).values_list("email", flat=True))


def letters():
    """What was sent, without the notices that the worker also has."""
    return [letter for letter in mail.outbox if letter.subject.startswith(("Your account", "Su cuenta"))]


def addressed():
    return sorted(letter.to[0] for letter in letters())


@pytest.mark.requirement("B25")
def test_an_invited_member_has_an_account_and_gets_one_mail_that_says_how_to_sign_in(cast):
    take(lists.many(1))
    assert invite(member=one(), by=cast.rosa, at=make.now()).invited == 1
    person = one().person
    assert (person.name, person.email) == ("Bo Álvarez 1", "person1@example.org")
    assert not person.has_usable_password()
    run_once(make.now())
    run_once(make.now())
    [letter] = letters()
    assert letter.to == ["person1@example.org"]
    assert letter.subject == f"Your account at {cast.version.pack.name}"
    assert "http://127.0.0.1:8000/account/login/" in letter.body


@pytest.mark.requirement("B25")
def test_all_in_good_standing_are_invited_and_nobody_who_may_not_be(cast):
    people = [
        lists.person(1),
        lists.person(2, membership_status="Lapsed"),
        lists.person(3, membership_status="Member", xdate="2019-03-31"),
        lists.person(4, email=""),
        lists.person(5, student_yes_no="Yes, high school"),
        lists.person(6, email="both@example.org"),
        lists.person(7, email="Both@example.org"),
        lists.person(8),
        lists.person(9),
    ]
    take(people)
    take(people[:-1])
    correct(member=one(8), field="no_mail", value=True, by=cast.rosa, at=make.now())
    assert list(shared_addresses()) == ["both@example.org"]
    assert invited_all(cast) == (1, 0)
    assert accounts() == ["person1@example.org"]
    run_once(make.now())
    assert addressed() == ["person1@example.org"]
    assert invited_all(cast) == (0, 0)


@pytest.mark.requirement("B25")
def test_who_has_an_account_with_the_address_keeps_it_and_gets_no_mail(cast):
    there = join(name="Bo", email="Person1@Example.org", language="es", at=make.now(), by="operator")
    take([*lists.many(2), lists.person(3, email="bela@example.org")])
    assert invited_all(cast) == (1, 2)
    assert one(1).person == there
    assert one(3).person == cast.bela
    run_once(make.now())
    assert addressed() == ["person2@example.org"]


def test_an_account_that_is_another_member_s_is_never_joined_to_a_second(cast):
    take(lists.many(2))
    Membership.objects.filter(pk=one(1).pk).update(person=cast.bela)
    take([lists.person(1), lists.person(2, email="bela@example.org")])
    assert invited_all(cast) == (0, 0)
    assert one(2).person is None


def test_more_than_a_lot_are_invited_in_lots_and_the_rest_when_it_is_asked_again(cast, monkeypatch):
    monkeypatch.setattr(invitations, "AT_ONCE", 3)
    take([*lists.many(7), lists.person(8, email="person2@example.org")])
    assert len(to_invite(make.now())) == 8
    with faults.refusing("people_signininvitation"), pytest.raises(DatabaseError):
        invited_all(cast)
    assert accounts() == [], "an account without an invitation would never be told"
    assert invited_all(cast) == (6, 0)
    assert SignInInvitation.objects.count() == 6


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"email": ""}, "no-email"),
        ({"student_yes_no": "Yes, high school"}, "minor"),
        ({"membership_status": "Lapsed"}, "off-roll"),
        ({"email": "person2@example.org"}, "shared"),
    ],
)
def test_one_who_may_not_be_invited_is_refused_with_the_reason(cast, said, code):
    take([lists.person(1, **said), lists.person(2)])
    with pytest.raises(Refused) as no:
        invite(member=one(), by=cast.rosa, at=make.now())
    assert no.value.code == code
    assert not SignInInvitation.objects.exists()


@pytest.mark.requirement("B25")
def test_who_said_no_to_email_is_not_invited_and_not_mailed_though_they_said_it_later(cast):
    take(lists.many(2))
    correct(member=one(1), field="no_mail", value=True, by=cast.rosa, at=make.now())
    with pytest.raises(Refused, match="no email"):
        invite(member=one(1), by=cast.rosa, at=make.now())
    invite(member=one(2), by=cast.rosa, at=make.now())
    correct(member=one(2), field="no_mail", value=True, by=cast.rosa, at=make.now())
    run_once(make.now())
    assert not letters()
    assert not SignInInvitation.objects.exists()


def test_it_is_sent_again_after_an_hour_until_somebody_signed_in(cast):
    take(lists.many(1))
    at = make.now()
    invite(member=one(), by=cast.rosa, at=at)
    send_next_invitation(at=at)
    with pytest.raises(Refused) as no:
        invite(member=one(), by=cast.rosa, at=at + timedelta(minutes=59))
    assert no.value.code == "soon"
    invite(member=one(), by=cast.rosa, at=at + timedelta(minutes=61))
    assert send_next_invitation(at=at + timedelta(minutes=61))
    assert len(letters()) == 2
    Person.objects.filter(pk=one().person_id).update(last_login=at)
    with pytest.raises(Refused) as no:
        invite(member=one(), by=cast.rosa, at=at + timedelta(days=1))
    assert no.value.code == "has-account"


def test_a_mistyped_address_is_corrected_and_the_next_invitation_goes_there(cast):
    take(lists.many(1))
    at = make.now()
    invite(member=one(), by=cast.rosa, at=at)
    correct(member=one(), field="email", value="right@example.org", by=cast.rosa, at=at)
    send_next_invitation(at=at)
    assert addressed() == ["right@example.org"]


# ---- the outbox


def test_a_worker_that_was_killed_is_taken_over_from_and_another_meanwhile_sends_nothing_twice(cast):
    take(lists.many(2))
    at = make.now()
    invited_all(cast, at)
    SignInInvitation.objects.filter(person=one(1).person).update(claimed_at=at)
    assert send_next_invitation(at=at)
    assert not send_next_invitation(at=at)
    assert addressed() == ["person2@example.org"]
    assert send_next_invitation(at=at + LEASE)
    assert not send_next_invitation(at=at + LEASE)
    assert addressed() == ["person1@example.org", "person2@example.org"]


def test_a_mail_server_that_is_away_is_tried_again_later(cast, settings):
    take(lists.many(1))
    at = make.now()
    invited_all(cast, at)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    assert send_next_invitation(at=at)
    settings.EMAIL_BACKEND = working
    assert not send_next_invitation(at=at)
    assert send_next_invitation(at=at + timedelta(minutes=1))
    assert addressed() == ["person1@example.org"]


def test_the_mail_speaks_the_language_of_the_account(cast):
    take(lists.many(1))
    invite(member=one(), by=cast.rosa, at=make.now())
    Person.objects.filter(pk=one().person_id).update(language="es")
    send_next_invitation(at=make.now())
    assert letters()[0].body.startswith("Hola, Bo Álvarez 1:")


# ---- pages


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.rosa)
    return client


def text(answer):
    return answer.content.decode()


def test_the_page_says_how_many_who_shares_an_address_and_what_came_of_it(keeper, cast):
    assert "There is nobody to invite:" in text(keeper.get("/roster/invitations/"))
    people = [*lists.many(3), lists.person(4, email="person3@example.org"), lists.person(5, email="")]
    take(people)
    page = text(keeper.get("/roster/invitations/"))
    assert "2 people would be invited" in page
    assert "1 person in good standing has no email address" in page
    assert page.count("person3@example.org") == 2
    done = text(keeper.post("/roster/invitations/", follow=True))
    assert "2 invitations go out" in done
    assert "There is nobody to invite:" in done
    assert "There was nobody to invite" in text(keeper.post("/roster/invitations/", follow=True))


def test_one_is_invited_from_their_page_which_says_when_it_was_sent(keeper, cast):
    take(lists.many(1))
    address = f"/roster/members/{code_for(one())}/"
    assert "Invite them to sign in" in text(keeper.get(address))
    assert "The invitation waits to be sent" in text(keeper.post(f"{address}invite/", follow=True))
    run_once(make.now())
    assert "The invitation was sent on" in text(keeper.get(address))
    assert "Give the mail some time" in text(keeper.post(f"{address}invite/", follow=True))
    keeper.force_login(cast.bela)
    assert keeper.post(f"{address}invite/").status_code == 404
    assert keeper.post("/roster/invitations/").status_code == 404


def test_who_is_in_good_standing_by_the_rule_of_the_pack_is_invited_whatever_the_list_calls_it(cast):
    take(lists.many(2))
    day = make.now().date()
    Membership.objects.filter(key=one().key).update(status="", expires=day + timedelta(days=5))
    Membership.objects.filter(key=one(2).key).update(status="good", expires=day - timedelta(days=4000))
    assert list(to_invite(make.now())) == [one()]
