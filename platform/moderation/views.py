"""Reporting a note, a comment or a person: one page with a few reasons, and a word of thanks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from moderation import reporting
from moderation.forms import ReportForm
from notes.models import Comment, Note
from users.models import User

REPORTS = RateLimit("reports", capacity=10, per_seconds=600)


def _ask(request: HttpRequest, reader: User, subject: Note | Comment | User, back: str) -> HttpResponse:
    """The form until it is right, then the report and the thanks; what was typed stays."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reporting.report(subject, reader, form.complaint(), at=now())
        except reporting.CannotReport as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("moderation:report_thanks")
    context = {"form": form, "back": back, "kind": type(subject).__name__.lower(), "subject": subject}
    return render(request, "moderation/report.html", context, status=400 if form.errors else 200)


def _reader(request: HttpRequest) -> User:
    reader = request.user
    if not isinstance(reader, User):
        raise PermissionError("login_required let somebody unknown through")
    return reader


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(REPORTS)
def report_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reports a note the reader may see."""
    reader = _reader(request)
    note = get_object_or_404(Note.objects.visible_to(reader).select_related("author"), public_id=public_id)
    return _ask(request, reader, note, note.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(REPORTS)
def report_comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reports a standing comment under a note the reader may see."""
    reader = _reader(request)
    standing = Comment.objects.standing().filter(note__in=Note.objects.visible_to(reader))
    comment = get_object_or_404(standing.select_related("author", "note"), public_id=public_id)
    return _ask(request, reader, comment, f"{comment.note.get_absolute_url()}#c-{comment.public_id}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(REPORTS)
def report_person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reports a person whose page is shown."""
    reader = _reader(request)
    person = get_object_or_404(User.objects.active(), public_id=public_id)
    return _ask(request, reader, person, person.get_absolute_url())


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "moderation/thanks.html")
