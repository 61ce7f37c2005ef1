"""The list of conversations, the request box, and whom to send something to."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from conversations.boxes import box_of, people_to_send_to
from conversations.figures import count_requests
from conversations.lines import note_to_share, product_to_share
from conversations.models import Box
from users.views.asker import asker

_ADDRESSES = {Box.INBOX: "conversations:list", Box.REQUESTS: "conversations:requests"}


def _show(request: HttpRequest, box: Box) -> HttpResponse:
    """One box, what moved last first; only the rows when the page asks for more of them."""
    person = asker(request)
    page = box_of(person, box, request.GET.get("after", "")[:300])
    context = {
        "sides": page.items,
        "cursor": page.next_cursor.encode() if page.next_cursor else "",
        "address": reverse(_ADDRESSES[box]),
        "box": box,
    }
    if request.headers.get("HX-Request"):
        response = render(request, "conversations/_sides.html", context)
    else:
        response = render(request, "conversations/list.html", context | {"requests": count_requests(person)})
    response["Vary"] = "HX-Request, Cookie"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Everybody one talks with."""
    return _show(request, Box.INBOX)


@require_safe
@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """People one does not follow, who wait for an answer."""
    return _show(request, Box.REQUESTS)


@require_safe
@login_required
def send_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom to send a note to."""
    person = asker(request)
    note = note_to_share(public_id, person)
    if note is None:
        raise Http404
    context = {"query": f"note={public_id}", "title": note.title, "back": note.get_absolute_url()}
    return render(request, "conversations/send.html", context | {"people": people_to_send_to(person)})


@require_safe
@login_required
def send_product(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whom to send a product to."""
    product = product_to_share(public_id)
    if product is None:
        raise Http404
    context = {"query": f"product={public_id}", "title": product.name, "back": product.get_absolute_url()}
    return render(request, "conversations/send.html", context | {"people": people_to_send_to(asker(request))})
