"""A key outlives an office: whoever holds one can be shut out, and nobody else who is not on the list."""

from chapterhouse.people.actions.offices import leave_office
from chapterhouse.sealing.models import KeyWrap
from tests import make


def test_somebody_who_left_office_with_a_key_can_be_shut_out(cast):
    told = make.report("a")
    leave_office(term=cast.bela.terms.get(ends=None), by="operator", at=make.now())
    make.exclude(make.fresh(told.case), cast.bela)
    assert not KeyWrap.objects.filter(card__user=cast.bela).exists()
    assert make.fresh(told.case).channel.wants_new_key


def test_who_neither_holds_a_key_nor_could_be_reached_is_no_name_to_shut_out(cast, refused):
    told = make.report("a")
    with refused("unknown-person"):
        make.exclude(make.fresh(told.case), cast.ana)
