"""Writing, paging and taking back comments."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.limits import RateLimit, limited
from notes.audience import may_comment
from notes.comments import CommentRefused, remove_comment, write_comment
from notes.models import Comment, Note
from notes.threads import comment_page
from notes.views.reading import note_context, open_note
from users.models import User

COMMENTS = RateLimit("comment", capacity=20, per_seconds=300)


class CommentForm(forms.Form):
    body = forms.CharField(
        label=_("Your comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write something first.")},
    )
    parent = forms.CharField(required=False, max_length=11)
    submission_key = forms.UUIDField(required=False)


def _link(comment: Comment) -> str:
    return f"{comment.note.get_absolute_url()}?comment={comment.public_id}#c-{comment.public_id}"


def _again(request: HttpRequest, note: Note, form: CommentForm, status: int = 422) -> HttpResponse:
    """The page once more, with what was typed and why it was not taken."""
    full = open_note(Note.objects.visible_to(request.user).for_page(), note.public_id)
    template = "notes/_comments.html" if request.headers.get("HX-Request") else "notes/note.html"
    return render(request, template, note_context(request, full) | {"comment_form": form}, status=status)


@require_POST
@login_required
@limited(COMMENTS)
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes a comment; the answer is the page at the new comment, or the fragment when a script asks."""
    if not isinstance(request.user, User):
        raise Http404
    note = open_note(Note.objects.visible_to(request.user).live().select_related("author"), public_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _again(request, note, form)
    facts = form.cleaned_data
    parent = (
        Comment.objects.visible_to(request.user).filter(note=note, public_id=facts["parent"]).first()
        if facts["parent"]
        else None
    )
    try:
        comment = write_comment(note, request.user, facts["body"], at=now(), parent=parent, key=facts["submission_key"])
    except CommentRefused as refused:
        form.add_error("body", str(refused))
        return _again(request, note, form)
    if request.headers.get("HX-Request"):
        full = open_note(Note.objects.visible_to(request.user).for_page(), public_id)
        context = note_context(request, full)
        context["thread"] = comment_page(full, request.user, {"comment": comment.public_id})
        return render(request, "notes/_comments.html", context)
    return HttpResponseRedirect(_link(comment))


@require_safe
def more(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next page of comments, as a fragment."""
    note = open_note(Note.objects.visible_to(request.user).live().select_related("author"), public_id)
    thread = comment_page(note, request.user, request.GET)
    context = {"note": note, "thread": thread, "may_comment": may_comment(note, request.user)}
    return render(request, "notes/_comment_list.html", context)


@require_POST
@login_required
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes one's own comment back. Other people's comments are not found."""
    comment = Comment.objects.select_related("note").filter(author=request.user.pk, public_id=public_id).first()
    if comment is None:
        raise Http404
    remove_comment(comment, at=now())
    return HttpResponseRedirect(comment.note.get_absolute_url() + "#comments")
