import pytest

from chapterhouse.casework.actions.keys import renew_keys
from chapterhouse.sealing.formats.holders import read_statement
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A request that Chidi and Dana can read; Bela has stepped back, so both channels want a new key."""
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.declare(told.case, by=cast.dana)
    make.recuse(told.case, by=cast.bela)
    return told


def renew(told, keys, by):
    return renew_keys(case=make.fresh(told.case), keys=keys, by=by, at=make.now())


@pytest.mark.requirement("B14")
def test_what_is_written_after_somebody_left_is_under_a_key_they_never_had(cast, told, journal):
    bela_before = make.read(told.party.channel, cast.bela)
    make.renew(told.case, by=cast.chidi)
    make.reply(told.party, by=cast.dana, text="For your eyes.")
    make.write(told, "Thank you.")
    assert make.read(told.party.channel, told.box)[1:] == ["For your eyes.", "Thank you."]
    assert make.read(told.party.channel, cast.chidi)[1:] == ["For your eyes.", "Thank you."]
    assert make.read(told.party.channel, cast.bela) == ["not-for-you"] * 3
    assert bela_before == ["not-for-you"]
    assert journal(told.case)[-2][1] == "replied"
    assert (cast.chidi.username, "renewed-key", "") in journal(told.case)
    assert not any(channel.wants_new_key for channel in make.fresh(told.case).channels)


@pytest.mark.requirement("B14")
def test_even_a_kept_copy_of_the_old_key_does_not_open_what_comes_after(cast):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    kept = make.opened(told.party.channel, cast.bela).keys
    make.recuse(told.case, by=cast.bela)
    make.renew(told.case, by=cast.chidi)
    make.write(told, "Later.")
    channel = make.opened(told.party.channel, told.box)
    assert kept[1] == channel.keys[1]
    assert kept[1] != channel.keys[2]
    assert make.read(told.party.channel, told.box)[-1] == "Later."


def test_the_new_key_is_vouched_for_by_a_holder_named_before(cast, told):
    make.renew(told.case, by=cast.chidi)
    for channel in make.fresh(told.case).channels:
        first, second = (read_statement(row.note) for row in channel.statements.order_by("seq"))
        assert (second.seq, second.prev, second.version) == (2, first.hash, 2)
        names = {holder.name.rpartition("/")[2] for holder in second.holders}
        assert names - {"reporter"} == {cast.chidi.username, cast.dana.username}


@pytest.mark.requirement("B3", "B4", "S1.28")
def test_who_is_shut_out_and_still_on_the_sheet_cannot_bring_in_a_key(cast, told, refused):
    make.exclude(told.case, cast.dana)
    keys = make.renewal_wire(told.case, by=cast.chidi)
    for by in (cast.bela, cast.dana, cast.ida, cast.mara, cast.sol):
        with refused("not-yours"):
            renew(told, keys, by)


@pytest.mark.requirement("B4", "B14")
def test_nor_can_somebody_who_stepped_back_or_has_not_answered_the_question(cast, refused):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.recuse(told.case, by=cast.bela)
    keys = make.renewal_wire(told.case, by=cast.chidi)
    for by in (cast.bela, cast.dana):
        with refused("not-yours"):
            renew(told, keys, by)


def test_a_key_must_be_wrapped_to_all_who_stay_and_nobody_else(cast, told, refused):
    """A holder who is not honest could leave a colleague out."""
    keys = make.renewal_wire(told.case, by=cast.chidi)
    fewer = [make.changed(keys[0], wraps=keys[0].wraps[:1]), keys[1]]
    make.exclude(told.case, cast.dana)
    more = keys
    with refused("stale-team"):
        renew(told, more, cast.chidi)
    with refused("stale-team"):
        renew(told, [make.changed(fewer[0], wraps=[])], cast.chidi)
    assert renew(told, make.renewal_wire(told.case, by=cast.chidi), cast.chidi)


def test_two_colleagues_at_once_one_key_is_kept(cast, told, refused):
    first, second = (make.renewal_wire(told.case, by=by) for by in (cast.chidi, cast.dana))
    renew(told, first, cast.chidi)
    with refused("stale-key"):
        renew(told, second, cast.dana)


def test_a_key_nobody_asked_for_is_refused(cast, refused):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.declare(told.case, by=cast.dana)
    spare = make.report("a")
    make.declare(spare.case, by=cast.chidi)
    make.recuse(spare.case, by=cast.bela)
    with refused("stale-key"):
        renew(told, make.renewal_wire(spare.case, by=cast.chidi), cast.chidi)


@pytest.mark.parametrize("version", [1, 3])
def test_versions_follow_one_another(cast, told, refused, version):
    keys = [make.changed(key, version=version) for key in make.renewal_wire(told.case, by=cast.chidi)]
    with refused("stale-key"):
        renew(told, keys, cast.chidi)


def test_the_persons_own_wrap_must_not_be_forgotten(cast, told, refused):
    team, party = make.renewal_wire(told.case, by=cast.chidi)
    with refused("malformed"):
        renew(told, [team, make.changed(party, mailbox_wrap=None)], cast.chidi)


def test_a_statement_by_somebody_who_held_nothing_brings_in_no_key(cast, told, refused):
    forger = make.member(cast.ida)
    keys = make.renewal_wire(told.case, by=cast.chidi)
    forged = [make.changed(key, statement=forger.sign(make.text_of(key.statement))) for key in keys]
    with refused("malformed"):
        renew(told, forged, cast.chidi)


def test_who_makes_a_new_identity_reads_again_only_by_a_colleagues_hand(cast, told):
    make.vault_of(cast.dana)
    assert make.read(told.case.channel, cast.dana) == ["not-for-you"] * 2
    make.renew(told.case, by=cast.chidi)
    make.assign(told.case, [cast.chidi, cast.dana], by=cast.chidi, letting_in=[cast.dana])
    assert make.read(told.case.channel, cast.dana)[0] == make.told().title
