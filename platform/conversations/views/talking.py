"""One conversation: reading it, writing into it, taking back what one wrote."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from conversations.answering import mark_read
from conversations.boxes import box_of
from conversations.doors import Door, door_between
from conversations.forms import MessageForm
from conversations.limiting import TooManyMessages
from conversations.lines import Shared, Talk, may_write, note_to_share, product_to_share, shared_of, talk_of
from conversations.models import Box, Conversation, Message, Side, Step
from conversations.writing import LONGEST, Draft, MessageRefused, sentence_at, take_back, write
from users.models import User
from users.views.asker import asker

# Above what limits by level allow; this one only stops a flood of requests before they cost anything.
WRITES = RateLimit("messages-flood", capacity=120, per_seconds=60)
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Screen:
    """What one conversation page is drawn from; `side` and `talk` are missing before the first message."""

    reader: User
    person: User
    conversation: Conversation | None
    side: Side | None
    talk: Talk | None
    door: Door


def _screen(reader: User, person: User, conversation: Conversation | None, cursor: str = "") -> Screen:
    met = door_between(reader, person, conversation)
    if conversation is None:
        return Screen(reader, person, None, None, None, met)
    side = Side.objects.get(conversation=conversation, person=reader)
    return Screen(reader, person, conversation, side, talk_of(conversation, side, reader, cursor=cursor), met)


def conversation_of(reader: User, public_id: str) -> Conversation:
    """A conversation the reader takes part in, else 404."""
    return get_object_or_404(Conversation.objects.of(reader), public_id=public_id)


def _form_for(request: HttpRequest) -> MessageForm:
    """An empty field, with what the address wants to send."""
    facts = {name: request.GET.get(name, "")[:20] for name in ("note", "product")}
    return MessageForm(initial=facts | {"submission_key": uuid.uuid4()})


def _shared(form: MessageForm, reader: User) -> Shared | None:
    return shared_of(str(form["note"].value() or ""), str(form["product"].value() or ""), reader)


def _show(request: HttpRequest, screen: Screen, form: MessageForm, *, status: int = 200) -> HttpResponse:
    """The whole page, or only the messages when the page asks for what is new."""
    conversation = screen.conversation
    context: dict[str, object] = {
        "person": screen.person,
        "conversation": conversation,
        "talk": screen.talk,
        "form": form,
        "shared": _shared(form, screen.reader),
        "may_write": may_write(screen.door),
        "closed": sentence_at(screen.door),
        "is_request": conversation is not None and conversation.is_for_answer_by(screen.reader),
        "is_stranger": screen.door is Door.REQUEST,
        "longest": LONGEST,
        "address": _address(screen),
        "is_open": conversation is not None and conversation.step == Step.OPEN,
    }
    if request.headers.get("X-Lines"):
        response = render(request, "conversations/_talk.html", context, status=status)
    else:
        context["sides"] = box_of(screen.reader, Box.INBOX, "").items
        response = render(request, "conversations/talk.html", context, status=status)
    response["Vary"] = "X-Lines, Cookie"
    response["Cache-Control"] = "private, no-store"
    return response


def _address(screen: Screen) -> str:
    if screen.conversation is None:
        return reverse("conversations:to", args=[screen.person.handle])
    return reverse("conversations:talk", args=[screen.conversation.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(WRITES)
def talk(request: HttpRequest, public_id: str) -> HttpResponse:
    """A conversation. Looking at it marks what is shown as read; a message sent from it lands in it."""
    reader = asker(request)
    conversation = conversation_of(reader, public_id)
    person = conversation.other_than(reader)
    if request.method == "POST":
        return _take(request, reader, person)
    screen = _screen(reader, person, conversation, request.GET.get("before", "")[:300])
    if request.method == "GET":
        _mark(screen)
    return _show(request, screen, _form_for(request))


def _mark(screen: Screen) -> None:
    """What the newest page shows counts as read. Nobody who only asked is told, see lines.talk_of."""
    if screen.side is not None and screen.talk is not None and screen.talk.is_newest and screen.talk.lines:
        mark_read(screen.side, screen.talk.lines[-1].message.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited(WRITES)
def to_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Writing to somebody: their conversation if there is one, else an empty page for the first message."""
    reader = asker(request)
    person = get_object_or_404(User.objects.active().exclude(pk=reader.pk), handle=handle)
    if request.method == "POST":
        return _take(request, reader, person)
    there = Conversation.objects.between(reader, person).first()
    if there is not None:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("conversations:talk", args=[there.public_id]) + query)
    return _show(request, _screen(reader, person, None), _form_for(request))


def _take(request: HttpRequest, reader: User, person: User) -> HttpResponse:
    """Sends what was typed; a refusal shows the page again with every word of it."""
    form = MessageForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            message = write(reader, person, _draft(form, reader), at=now())
        except MessageRefused as refused:
            form.add_error("body", str(refused))
        except TooManyMessages as refused:
            form.add_error("body", str(refused))
            status = TOO_MANY
        else:
            return _sent(request, reader, person, message)
    there = Conversation.objects.between(reader, person).first()
    return _show(request, _screen(reader, person, there), form, status=status)


def _draft(form: MessageForm, reader: User) -> Draft:
    """Raises MessageRefused when what should travel with the words is gone."""
    facts = form.cleaned_data
    note, product = note_to_share(facts["note"], reader), product_to_share(facts["product"])
    if (facts["note"] and note is None) or (facts["product"] and product is None):
        raise MessageRefused(_("What you wanted to send is not there any more."))
    return Draft(facts["body"], note, product, facts["submission_key"])


def _sent(request: HttpRequest, reader: User, person: User, message: Message) -> HttpResponse:
    conversation = Conversation.objects.of(reader).get(pk=message.conversation_id)
    if not request.headers.get("X-Lines"):
        return HttpResponseRedirect(f"{reverse('conversations:talk', args=[conversation.public_id])}#newest")
    screen = _screen(reader, person, conversation)
    _mark(screen)
    return _show(request, screen, MessageForm(initial={"submission_key": uuid.uuid4()}))


@require_POST
@login_required
@limited(WRITES)
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes one's own message back. Other people's are not found."""
    found = Message.objects.filter(author=asker(request), public_id=public_id).select_related("conversation").first()
    if found is None:
        raise Http404
    if take_back(found, at=now()):
        messages.success(request, _("Taken back."))
    return redirect("conversations:talk", found.conversation.public_id)


@require_safe
@login_required
def confirm_remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks once more: the words are gone for both."""
    message = get_object_or_404(
        Message.objects.select_related("conversation"), author=asker(request), public_id=public_id, removed_at=None
    )
    return render(request, "conversations/remove.html", {"message": message})
