"""The whole round, on drawn pictures, with everything real: browser, worker, PostgreSQL, Redis."""

import io
from datetime import datetime

from django.core.management import call_command

from notes.models import Note, NoteTopic, State, Topic
from push.models import InboxItem
from shop.models import Evidence
from tests.browser.pictures import draw
from tests.browser.round import Draft, Round
from tests.factories import note, product, settled
from users.models import GrowthEntry, User


def pushed(at: datetime, handle: str) -> str:
    said = io.StringIO()
    call_command("run_pushes", at=at.isoformat(), reader=handle, stdout=said)
    return said.getvalue()


def test_a_note_goes_all_the_way_round(visitor, worker, tmp_path):
    cream = product("Oat hand cream")
    # Somebody else writes about winter already: a topic of one's own would raise nobody.
    NoteTopic.objects.create(note=note(settled()), topic=Topic.objects.create(slug="winter", name="winter"))
    files = [draw(tmp_path / f"still-{seed}.jpg", seed) for seed in (1, 2, 3)]
    drafts = [
        Draft("Winter hands, mended", "The cracks closed in a week.", "Beauty", files, "#winter", "oat", "5"),
        Draft("What I changed after that", "Less hot water, more cream.", "Beauty"),
    ]
    told: list[str] = []
    whole = Round(visitor("author"), visitor("reader"), pushed, told.append)
    whole.walk(drafts)
    author, reader = User.objects.get(handle=whole.author_handle), User.objects.get(handle=whole.reader_handle)
    first = Note.objects.get(title="Winter hands, mended")
    assert (first.state, first.like_count, first.collect_count, first.comment_count) == (State.LIVE, 1, 1, 1)
    assert (author.level, author.followers_count, author.received_count) == (2, 1, 2)
    assert set(GrowthEntry.objects.filter(person=author).values_list("reason", flat=True)) == {
        "published", "under_topic", "followed", "collected", "commented", "level",
    }  # fmt: skip
    push = InboxItem.objects.get(reader=reader, kind="for_you")
    assert push.note.title == "What I changed after that"
    assert [(row.author, row.stance) for row in Evidence.objects.filter(product=cream)] == [(author, 5)]
