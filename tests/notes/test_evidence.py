"""What a note says of a product reaches the shop while the note is public, and leaves with it."""

from datetime import timedelta

import pytest

from notes import publishing
from notes.composition import ProductTag
from notes.models import Note, Visibility
from notes.policy import policy_for
from shop.models import Evidence
from tests.factories import NOON, composition, person, product

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def published(visibility: str = Visibility.PUBLIC) -> Note:
    author, cream = person(), product()
    given = composition(products=[ProductTag(cream, "bought", 4)], visibility=visibility)
    written = publishing.submit(author, given, policy=policy_for(author), at=NOON)
    publishing.approve(written, at=NOON)
    return written


def test_a_public_note_hands_its_experience_to_the_shop():
    written = published()
    row = Evidence.objects.get()
    assert (row.relation, row.stance, row.author_id, row.withdrawn_at) == ("bought", 4, written.author_id, None)
    assert (row.source, row.source_url) == (f"note:{written.public_id}", written.get_absolute_url())
    assert row.text == "Bread that rose\nIt took all night."
    assert len(row.text_fingerprint) == 16


@pytest.mark.parametrize("visibility", [Visibility.FOLLOWERS, Visibility.PRIVATE])
def test_a_note_that_not_everybody_may_read_is_no_evidence(visibility: str):
    published(visibility)
    assert not Evidence.objects.exists()


def test_a_note_in_waiting_is_no_evidence():
    author = person()
    given = composition(products=[ProductTag(product(), "bought", 4)])
    publishing.submit(author, given, policy=policy_for(author), at=NOON)
    assert not Evidence.objects.exists()


LEAVING = {
    "withdrawn": lambda written: publishing.withdraw(written, at=LATER),
    "refused": lambda written: publishing.refuse(written, reason="Not true.", at=LATER),
    "deleted": lambda written: publishing.delete(written, at=LATER),
    "held": lambda written: publishing.hold(written, reason="Somebody looks at it.", at=LATER),
}


@pytest.mark.parametrize("way", sorted(LEAVING))
def test_a_note_that_leaves_takes_its_evidence_out_and_the_row_stays_for_the_record(way: str):
    written = published()
    LEAVING[way](written)
    assert Evidence.objects.get().withdrawn_at == LATER


def test_a_note_that_comes_back_is_evidence_again_and_still_one_row():
    written = published()
    publishing.withdraw(written, at=LATER)
    tags = [ProductTag(Evidence.objects.get().product, "bought", 2)]
    publishing.edit(written, composition(products=tags), policy=policy_for(written.author), at=LATER)
    assert not Evidence.objects.standing().exists()
    publishing.approve(written, at=LATER)
    row = Evidence.objects.get()
    assert (row.stance, row.withdrawn_at, row.created_at) == (2, None, NOON)


def test_a_note_given_for_nothing_keeps_the_relation_its_author_told():
    author = person()
    given = composition(products=[ProductTag(product(), "paid", 5)])
    written = publishing.submit(author, given, policy=policy_for(author), at=NOON)
    publishing.approve(written, at=NOON)
    assert Evidence.objects.get().relation == "paid"
    assert not Evidence.objects.independent().exists()
