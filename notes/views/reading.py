"""The page of a note: whole, or the sheet over a list."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.clock import now
from notes.audience import may_comment
from notes.classified import classified
from notes.comments import comments_an_hour, next_comment_at, wait_sentence
from notes.films import player_of, video_of
from notes.history import versions_of
from notes.intents import COMMENT, words_of
from notes.markup import body_html, people_named_in
from notes.models import Collect, Like, Note, NoteQuerySet, Picture, State, Visibility
from notes.pictures import Slide, slides_of
from notes.threads import Thread, comment_page
from users.intents import left_over
from users.models import Follow, User
from users.privileges import Privilege, allows, level_that_opens

# States in which only the author sees the note, with a sentence about where it stands.
_AUTHORS_ONLY = frozenset({State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.SCHEDULED, State.REFUSED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the reader stands to a note and its author."""

    is_liked: bool = False
    is_collected: bool = False
    is_following: bool = False
    is_own: bool = False


def standing_of(note: Note, reader: User | AnonymousUser) -> Standing:
    """Three existence checks for somebody known, none for a visitor."""
    if not isinstance(reader, User):
        return Standing()
    return Standing(
        Like.objects.filter(note=note, person=reader).exists(),
        Collect.objects.filter(note=note, person=reader).exists(),
        Follow.objects.filter(follower=reader, followed=note.author_id).exists(),
        note.author_id == reader.pk,
    )


def open_note(notes: NoteQuerySet, public_id: str) -> Note:
    """The note of this id among those the reader may see. Raises Http404."""
    found = notes.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _gone(request: HttpRequest, public_id: str) -> HttpResponse | None:
    """The page for a note that was public once and was taken back; None when there never was one."""
    withdrawn = Note.objects.filter(public_id=public_id, state=State.WITHDRAWN, published_at__isnull=False)
    was_there = withdrawn.filter(visibility=Visibility.PUBLIC, author__is_active=True)
    return render(request, "notes/gone.html", status=410) if was_there.exists() else None


def _chosen_slide(request: HttpRequest, slides: list[Slide]) -> int:
    wanted = request.GET.get("p", "")
    number = int(wanted) if len(wanted) < 4 and wanted.isascii() and wanted.isdecimal() else 1
    return min(max(number, 1), max(len(slides), 1))


def note_context(request: HttpRequest, note: Note) -> dict[str, object]:
    """What templates/notes/_note.html needs; the same for the page and the sheet."""
    slides = slides_of([picture for picture in note.pictures.all() if picture.state == Picture.State.READY])
    thread: Thread = comment_page(note, request.user, request.GET)
    return {
        "note": note,
        "body": body_html(note.body, people_named_in([note.body])),
        "slides": slides,
        "video": video_of(note),
        "player": player_of(video_of(note)),
        "slide": _chosen_slide(request, slides),
        "standing": standing_of(note, request.user),
        "classified": classified(note) if note.author_id == request.user.pk else None,
        "thread": thread,
        "note_products": list(note.note_products.all()),
        "may_comment": may_comment(note, request.user),
        "wait": _wait(request.user),
        "may_picture": request.user.is_authenticated and allows(request.user.level, Privilege.PICTURES_IN_COMMENTS),
        "pictures_level": level_that_opens(Privilege.PICTURES_IN_COMMENTS),
        "waiting": note.state in _AUTHORS_ONLY,
        "is_marked": _is_marked(slides, request.user),
        "has_history": note.edited_at is not None,
    }


def _is_marked(slides: list[Slide], reader: User | AnonymousUser) -> bool:
    """Whether a mark shows this very person: places and products have none, and neither has a visitor."""
    return reader.is_authenticated and any(point.person_id == reader.pk for slide in slides for point in slide.points)


def _wait(reader: User | AnonymousUser) -> str:
    """When somebody who used up their hour of comments may go on; empty when they may now."""
    if not isinstance(reader, User):
        return ""
    again_at = next_comment_at(reader, at=now())
    return wait_sentence(comments_an_hour(reader), again_at) if again_at else ""


def _left_over(request: HttpRequest, note: Note) -> dict[str, str]:
    """What somebody typed before logging in and what was refused then; empty when nothing was."""
    about = left_over(request, COMMENT)
    kept = words_of(about) if about else {}
    return kept if kept.get("note") == note.public_id else {}


def _visible(request: HttpRequest, public_id: str) -> Note | None:
    """A note the reader may open; one that was taken back is its author's alone."""
    found = Note.objects.visible_to(request.user).for_page().filter(public_id=public_id).first()
    return None if found and found.state == State.WITHDRAWN and found.author_id != request.user.pk else found


@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a note said before, for everybody who may see it: each version they could have read in its time."""
    found = _visible(request, public_id)
    if found is None:
        raise Http404
    response = render(request, "notes/history.html", {"note": found, "versions": versions_of(found, request.user)})
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """A note, for everybody who may see it."""
    found = _visible(request, public_id)
    if found is None:
        gone = _gone(request, public_id)
        if gone is not None:
            return gone
        raise Http404
    template = "notes/_sheet.html" if request.headers.get("X-Sheet") else "notes/note.html"
    context = note_context(request, found)
    context["left_over"] = _left_over(request, found)
    response = render(request, template, context)
    response["Vary"] = "X-Sheet, Cookie"
    if not found.is_public:
        response["Cache-Control"] = "private, no-store"
    return response
