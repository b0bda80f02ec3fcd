"""What a reader finds in the mail."""

import pytest
from django.core import mail

from tests.announcements import announcing as do

pytestmark = pytest.mark.django_db


def sent_to(cast, person, **more):
    do.queued(cast.rosa, audience="accounts", **more)
    do.send_all(rounds=1)
    [message] = [each for each in mail.outbox if each.to == [person.email.lower()]]
    return message


def test_an_account_gets_it_in_its_language_alone(cast):
    assert cast.ana.language == "es"
    message = sent_to(cast, cast.ana)
    assert message.subject == "Asamblea"
    assert "Nos vemos el domingo." in message.body
    assert "We meet" not in message.body
    assert "No recibir más" in message.body


def test_what_is_not_written_in_it_comes_in_another_and_says_so(cast):
    assert cast.ana.language == "es"
    message = sent_to(cast, cast.ana, wordings={"en": ("Meeting", "On Sunday.")})
    assert message.subject == "Meeting"
    assert message.body.startswith("Esto no se escribió en su idioma.")
    assert "On Sunday." in message.body


def test_whose_language_nobody_knows_gets_both(cast):
    do.listed("somebody@example.org")
    do.queued(cast.rosa)
    do.send_all(rounds=1)
    message = mail.outbox[-1]
    assert message.subject == "General meeting / Asamblea"
    assert message.body.index("We meet") < message.body.index("Nos vemos")
    assert message.body.count("/unsubscribe/") == 2


def test_an_answer_goes_to_an_address_that_is_not_one_desks_alone(cast):
    message = sent_to(cast, cast.bela)
    assert message.reply_to == ["team@la.example.org"]
    assert "DSA-LA: News of the organisation" in message.body
