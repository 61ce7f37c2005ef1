"""Answering a request: accept, decline, block. And reporting a message, and the settings of messages."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.clock import now
from common.limits import RateLimit, limited
from conversations import answering
from conversations.answering import AlreadyAnswered, choose_reads
from conversations.forms import MessageSettingsForm, ReportMessageForm
from conversations.models import Conversation, Message
from conversations.reporting import CannotReport, report_message
from conversations.views.talking import conversation_of
from users import safety
from users.models import User
from users.views.asker import asker

ANSWERS = RateLimit("message-answers", capacity=60, per_seconds=600)
REPORTS = RateLimit("message-reports", capacity=10, per_seconds=600)
SAVES = RateLimit("message-settings", capacity=30, per_seconds=600)
Answer = Callable[[Conversation, User, datetime], None]


@require_POST
@login_required
@limited(ANSWERS)
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lets somebody in; the conversation is open then."""
    person = asker(request)
    conversation = conversation_of(person, public_id)
    try:
        answering.accept(conversation, person, at=now())
    except AlreadyAnswered as late:
        messages.warning(request, str(late))
    return redirect("conversations:talk", public_id)


@require_POST
@login_required
@limited(ANSWERS)
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts a request away without a word to whoever asked."""
    person = asker(request)
    conversation = conversation_of(person, public_id)
    try:
        answering.decline(conversation, person, at=now())
    except AlreadyAnswered as late:
        messages.warning(request, str(late))
    else:
        messages.success(request, _("Put away. They are not told."))
    return redirect("conversations:requests")


@require_POST
@login_required
@limited(ANSWERS)
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ends it with this person altogether, whether they asked or one talked with them."""
    person = asker(request)
    other = conversation_of(person, public_id).other_than(person)
    if safety.block(person, other, at=now()):
        messages.success(request, _("Blocked. You do not see each other any more."))
    return redirect("conversations:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(REPORTS)
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reports a message one was sent; what stands around it is kept for whoever looks into it."""
    person = asker(request)
    mine = Conversation.objects.of(person).values("pk")
    message = get_object_or_404(
        Message.objects.filter(conversation__in=mine, removed_at=None)
        .exclude(author=person)
        .select_related("author", "conversation"),
        public_id=public_id,
    )
    form = ReportMessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_message(message, person, form.complaint(), at=now())
        except CannotReport as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("moderation:report_thanks")
    status = 422 if form.errors else 200
    return render(request, "conversations/report.html", {"form": form, "message": message}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(SAVES)
def settings(request: HttpRequest) -> HttpResponse:
    """Whether others see what one has read."""
    person = asker(request)
    if request.method == "POST":
        form = MessageSettingsForm(request.POST)
        if form.is_valid():
            choose_reads(person, shows=form.cleaned_data["shows_reads"])
            messages.success(request, _("Saved."))
            return redirect("conversations:settings")
    else:
        form = MessageSettingsForm(initial={"shows_reads": answering.shows_reads(person.pk)})
    return render(request, "conversations/settings.html", {"form": form, "tab": "messages"})
