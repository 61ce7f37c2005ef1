"""Writing a note and changing one: the same page, the same form, one idempotent publish."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from notes import publishing
from notes.composition import Composition, CompositionRefused, check
from notes.models import Note
from notes.policy import policy_for
from notes.ugc.composing import Desk, composition_of, waiting_sentence
from notes.ugc.trays import RELATIONS, STANCES
from notes.ugc.views.uploading import person_of
from notes.views.owning import own_note
from users.models import User

COMPOSING = RateLimit("compose", capacity=60, per_seconds=600)


def _show(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    context = {
        "desk": desk,
        "form": desk.form,
        "relations": RELATIONS,
        "stances": STANCES,
        "max_pictures": policy_for(person_of(request)).max_pictures,
    }
    response = render(request, "notes/compose/page.html", context, status=status)
    # Not "no-store": going back must find this very page, with its key and the words in it.
    response["Cache-Control"] = "private, no-cache"
    return response


def _hand_in(author: User, desk: Desk, composition: Composition) -> Note:
    """A new note, or the changed one. A page sent twice finds its note; sent again with other words it changes it."""
    policy, at = policy_for(author), now()
    sent = desk.note or Note.objects.filter(author=author, submission_key=composition.submission_key).first()
    if sent is None:
        return publishing.submit(author, composition, policy=policy, at=at)
    if desk.note is not None or (sent.title, sent.body) != (composition.title.strip(), composition.body.strip()):
        publishing.edit(sent, composition, policy=policy, at=at)
    return sent


def _told_at_once(desk: Desk, author: User) -> Desk:
    """Every broken rule in one answer: nobody should mend one field only to learn of the next."""
    desk.form.is_valid()
    try:
        check(composition_of(desk), author, policy_for(author).rules(author.level), at=now())
    except CompositionRefused as refused:
        wrong = set(desk.form.errors)
        return desk.telling({name: told for name, told in refused.errors.items() if name not in wrong})
    return desk


def _publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    if desk.pictures.problems or not desk.form.is_valid():
        return _show(request, _told_at_once(desk, person_of(request)), 422)
    try:
        note = _hand_in(person_of(request), desk, composition_of(desk))
    except CompositionRefused as refused:
        return _show(request, desk.telling(refused.errors), 422)
    except publishing.TooManyNotes as refused:
        return _show(request, desk.telling({"limit": [waiting_sentence(refused.limit, refused.again_at)]}), 429)
    if desk.note is not None:
        messages.success(request, _("Your changes are saved."))
    return HttpResponseRedirect(note.get_absolute_url())


def _answer(request: HttpRequest, note: Note | None) -> HttpResponse:
    if request.method != "POST":
        return _show(request, Desk.of(note) if note else Desk.new(request))
    desk = Desk.sent(request, person_of(request), note)
    step = request.POST.get("step", "")
    return _show(request, desk.stepped(step)) if step else _publish(request, desk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(COMPOSING)
def compose(request: HttpRequest) -> HttpResponse:
    """The empty composer, a step in it, or publishing."""
    return _answer(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(COMPOSING)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The composer over an own note."""
    return _answer(request, own_note(request, public_id))


@login_required
@require_safe
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """From a page that was handed in to the note it became; to an empty page when it became none."""
    note = Note.objects.filter(author=request.user.pk, submission_key=key).first()
    return redirect("notes:edit", note.public_id) if note else redirect("notes:compose")
