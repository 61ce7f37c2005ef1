"""Writing a note and changing one: the same page, the same form, one idempotent publish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.clock import now
from common.limits import RateLimit, View, limited
from notes import publishing
from notes.composition import Composition, CompositionRefused, check
from notes.models import Draft, Note
from notes.policy import policy_for
from notes.receiving import limits_of
from notes.ugc.composing import Desk, composition_of, saved_sentence, waiting_sentence
from notes.ugc.schedule_field import zone_shown
from notes.ugc.suggesting import hint_for
from notes.ugc.trays import RELATIONS, STANCES
from notes.ugc.views.drafting import words_kept
from notes.views.asker import person_of
from notes.views.owning import own_note
from users.models import User
from users.privileges import Privilege, allows, level_that_opens

COMPOSING = RateLimit("compose", capacity=60, per_seconds=600)
# Older drafts wait in their list and are not laid before somebody who wants to write.
_UNFINISHED = timedelta(days=7)


def _show(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    author = person_of(request)
    policy = policy_for(author)
    context = {
        "desk": desk,
        "form": desk.form,
        "relations": RELATIONS,
        "stances": STANCES,
        "max_pictures": policy.max_pictures,
        "may_schedule": policy.may_schedule(author.level) and (desk.note is None or desk.note.published_at is None),
        "may_sticker": allows(author.level, Privilege.PICTURES_IN_COMMENTS),
        "scheduling_opens": level_that_opens(Privilege.SCHEDULES_NOTES),
        "zone": zone_shown(now()),
        "saved": saved_sentence(desk.saved_at) if desk.saved_at else "",
        "is_back": "back" in request.GET,
        "video_limits": limits_of(author),
        "hint": hint_for(desk.said, desk.note),
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
    if desk.pictures.problems or desk.video.has_problem or not desk.form.is_valid():
        return _show(request, _told_at_once(desk, person_of(request)), 422)
    if _is_misfit_untold(request, desk):
        return _show(request, replace(desk, is_to_be_told=True), 422)
    try:
        note = _hand_in(person_of(request), desk, composition_of(desk))
    except CompositionRefused as refused:
        return _show(request, desk.telling(refused.errors), 422)
    except publishing.TooManyNotes as refused:
        return _show(request, desk.telling({"limit": [waiting_sentence(refused.limit, refused.again_at)]}), 429)
    if desk.note is not None:
        messages.success(request, _("Your changes are saved."))
    return HttpResponseRedirect(note.get_absolute_url())


def _is_misfit_untold(request: HttpRequest, desk: Desk) -> bool:
    """Whether the words fit no category and their author has not read so yet: they should know before others read them.

    Only of what is for everybody; nothing else is recommended anyway.
    """
    if request.POST.get("told_misfit") == "1" or not desk.is_for_everybody:
        return False
    hint = hint_for(desk.said, desk.note)
    return hint is not None and not hint.fits


def _answer(request: HttpRequest, note: Note | None, desk: Callable[[], Desk]) -> HttpResponse:
    """The desk, a step on it, or publishing what lies on it."""
    if request.method != "POST":
        return _show(request, desk())
    sent = Desk.sent(request, person_of(request), note)
    step = request.POST.get("step", "")
    return _show(request, sent.stepped(step)) if step else _publish(request, sent)


def _known(view: View) -> View:
    """Asks for a log-in; what somebody sends whose session ended meanwhile waits until they are back."""
    asked = login_required(view)

    @wraps(view)
    def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            return words_kept(request)
        return asked(request, *args, **kwargs)

    return inside


@require_http_methods(["GET", "HEAD", "POST"])
@_known
@limited(COMPOSING)
def compose(request: HttpRequest) -> HttpResponse:
    """An empty composer, unless something unfinished of this week waits; a step in it, or publishing."""
    unfinished = None if request.GET or request.method == "POST" else _unfinished(person_of(request))
    if unfinished is not None:
        return redirect(f"{unfinished.get_absolute_url()}?back")
    return _answer(request, None, lambda: Desk.new(request))


def _unfinished(author: User) -> Draft | None:
    recent = Draft.objects.of(author).filter(note=None, saved_at__gt=now() - _UNFINISHED)
    return recent.order_by("-saved_at", "-pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
@_known
@limited(COMPOSING)
def draft(request: HttpRequest, key: UUID) -> HttpResponse:
    """A draft by the key of the note it becomes; once it became one, that note."""
    author = person_of(request)
    found = Draft.objects.of(author).filter(submission_key=key).select_related("note", "author").first()
    if request.method != "POST" and (found is None or found.note is not None):
        note = Note.objects.filter(author=author, submission_key=key).first()
        return redirect("notes:edit", note.public_id) if note else redirect(f"{reverse('notes:compose')}?new")
    return _answer(request, None, lambda: Desk.of_draft(found) if found else Desk.new(request))


@require_http_methods(["GET", "HEAD", "POST"])
@_known
@limited(COMPOSING)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The composer over an own note."""
    note = own_note(request, public_id)
    return _answer(request, note, lambda: Desk.of(note))
