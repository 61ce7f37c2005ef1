"""What was paid, given or made with AI is told wherever a note stands. A new surface joins the list."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client

from notes.cards import cards_of
from notes.labels import labelled, labels_of
from notes.models import Note, NoteProduct, Picture, Revision
from push.lines import shown
from push.models import InboxItem, Kind
from search.indexing import rebuild
from tests.factories import NOON, note, person, product
from users.models import User

pytestmark = pytest.mark.django_db
CASES = [("paid", False, ["Paid"]), ("gifted", False, ["Gift"]), ("own", False, ["Own shop"]),
         ("", True, ["Made with AI"]), ("paid", True, ["Paid", "Made with AI"]), ("", False, [])]  # fmt: skip
ALL = ["Paid", "Gift", "Own shop", "Made with AI"]


def _page(address: str) -> Callable[[Note], str]:
    return lambda written: Client().get(address.format(note=written, author=written.author)).content.decode()


def _card(written: Note) -> str:
    card = cards_of(Note.objects.for_cards().filter(pk=written.pk), person())[0]
    return render_to_string("components/_card.html", {"card": card})


def _sheet(written: Note) -> str:
    return Client().get(written.get_absolute_url(), headers={"X-Sheet": "1"}).content.decode()


def _carousel(written: Note) -> str:
    return _sheet(written).split("carousel__label", 1)[-1].split("carousel__strip", 1)[0]


def _head(written: Note) -> str:
    return Client().get(written.get_absolute_url()).content.decode().split("</head>", 1)[0]


def _api(path: str) -> Callable[[Note], str]:
    def read(written: Note) -> str:
        answer = Client().get(f"/api/v1/{path.format(note=written, author=written.author)}")
        facts = answer.json()
        facts = facts["items"][0] if "items" in facts else facts["notes"][0] if "notes" in facts else facts
        codes = {"paid": "Paid", "gifted": "Gift", "own": "Own shop"}
        told = [codes[facts["disclosure"]]] if facts["disclosure"] in codes else []
        return " ".join([*told, *(["Made with AI"] if facts["is_ai_made"] else [])])

    return read


def _search(written: Note) -> str:
    rebuild()
    return Client().get("/search/?q=bread&kind=note").content.decode().split("<main", 1)[-1]


def _search_api(written: Note) -> str:
    rebuild()
    return _api("search/?q=bread&kind=note")(written)


def _inbox(written: Note) -> str:
    reader: User = person()
    item = InboxItem.objects.create(
        reader=reader, kind=Kind.FOR_YOU, subject="x", note=written, local_day=NOON.date(), created_at=NOON,
        happened_at=NOON,
    )  # fmt: skip
    return " ".join(shown([item], reader)[0].labels)


def _history(written: Note) -> str:
    return _page("/n/{note.public_id}/history/")(written).split("history__list", 1)[0].rsplit("</h1>", 1)[-1]


def _product(written: Note) -> str:
    about = NoteProduct.objects.get(note=written).product
    return Client().get(about.get_absolute_url()).content.decode().split("data-card=", 1)[-1]


SURFACES: dict[str, Callable[[Note], str]] = {
    "card": _card,
    "sheet": _sheet,
    "note page": _page("/n/{note.public_id}/"),
    "carousel and full screen": _carousel,
    "history": _history,
    "shared link": _head,
    "profile": _page("/@{author.handle}/"),
    "product page": _product,
    "search": _search,
    "RSS": _page("/@{author.handle}/feed.xml"),
    "Atom": _page("/@{author.handle}/feed.atom"),
    "inbox": _inbox,
    "API: note": _api("notes/{note.public_id}/"),
    "API: cards": _api("people/{author.handle}/notes/"),
    "API: search": _search_api,
}


@pytest.fixture
def told() -> Callable[[str, bool], Note]:
    def make(disclosure: str, is_ai: bool) -> Note:
        cache.clear()
        written = note(title="Bread", disclosure=disclosure, is_ai_made=is_ai, form="pictures")
        Picture.objects.create(
            owner=written.author, note=written, state=Picture.State.READY, stem="p/a/b", width=9, height=9
        )
        NoteProduct.objects.create(note=written, product=product("Flour"), relation=disclosure or "bought")
        Revision.objects.create(note=written, number=1, title="Bread", visibility="public", made_at=NOON)
        return written

    return make


@pytest.mark.parametrize("surface", sorted(SURFACES))
@pytest.mark.parametrize(("disclosure", "is_ai", "labels"), CASES)
def test_the_label_travels(told, surface: str, disclosure: str, is_ai: bool, labels: list[str]):
    text = SURFACES[surface](told(disclosure, is_ai))
    assert [label for label in ALL if label in text] == labels


def test_words_carry_their_labels_before_them():
    written = note(disclosure="gifted", is_ai_made=True)
    assert labels_of(written) == ["Gift", "Made with AI"]
    assert labelled(written, "Bread") == "Gift · Made with AI: Bread"
    assert labelled(note(), "Bread") == "Bread"
