"""Writing, paging and taking back comments."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from common.clock import now
from common.ids import PUBLIC_ID_LENGTH
from common.limits import RateLimit, limited
from notes import uploads
from notes.audience import may_comment
from notes.comments import LONGEST_ALT, CommentRefused, Saying, pictures_closed, remove_comment, say
from notes.intents import COMMENT, about_comment
from notes.models import Comment, Note, Picture
from notes.threads import comment_page, replies_after
from notes.views.reading import note_context, open_note
from users.intents import ask_to_log_in
from users.models import User
from users.privileges import Privilege, allows

COMMENTS = RateLimit("comment", capacity=20, per_seconds=300)


class CommentForm(forms.Form):
    """What is said, and the picture: one sent before by a script, or a file that comes along."""

    body = forms.CharField(label=_("Your comment"), strip=False, required=False, widget=forms.Textarea)
    parent = forms.CharField(required=False, max_length=PUBLIC_ID_LENGTH)
    submission_key = forms.UUIDField(required=False)
    picture = forms.CharField(required=False, max_length=PUBLIC_ID_LENGTH)
    file = forms.FileField(required=False, allow_empty_file=True)
    alt = forms.CharField(required=False, max_length=LONGEST_ALT, strip=False)


def link_to(comment: Comment) -> str:
    """The address that shows a note at this comment."""
    return f"{comment.note.get_absolute_url()}?comment={comment.public_id}#c-{comment.public_id}"


def _again(request: HttpRequest, note: Note, form: CommentForm) -> HttpResponse:
    """The page once more, with what was typed and why it was not taken."""
    full = open_note(Note.objects.visible_to(request.user).for_page(), note.public_id)
    template = "notes/_comments.html" if request.headers.get("HX-Request") else "notes/note.html"
    return render(request, template, note_context(request, full) | {"comment_form": form}, status=422)


@require_POST
@limited(COMMENTS)
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes a comment; the answer is the page at the new comment, or the fragment when a script asks. Somebody unknown
    logs in first, and what they typed is written then."""
    note = open_note(Note.objects.visible_to(request.user).live().select_related("author"), public_id)
    form = CommentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, note, form)
    if not isinstance(request.user, User):
        return _to_login(request, note, form)
    try:
        comment = say(note, request.user, _saying(note, request.user, form), at=now())
    except (CommentRefused, uploads.UploadRefused) as refused:
        form.add_error("file" if isinstance(refused, uploads.UploadRefused) else "body", str(refused))
        return _again(request, note, form)
    return _written(request, comment)


def _written(request: HttpRequest, comment: Comment) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(link_to(comment))
    full = open_note(Note.objects.visible_to(request.user).for_page(), comment.note.public_id)
    thread = comment_page(full, request.user, {"comment": comment.public_id})
    return render(request, "notes/_comments.html", note_context(request, full) | {"thread": thread})


def _saying(note: Note, author: User, form: CommentForm) -> Saying:
    """What the form holds. Raises UploadRefused for its file, CommentRefused for what it answers."""
    facts = form.cleaned_data
    shown = Comment.objects.visible_to(author).filter(note=note)
    parent = shown.filter(public_id=facts["parent"]).first() if facts["parent"] else None
    if facts["parent"] and parent is None:
        raise CommentRefused(_("The comment you answer is gone."))
    return Saying(facts["body"], parent, facts["submission_key"], _picture(author, form), facts["alt"])


def _picture(author: User, form: CommentForm) -> Picture | None:
    facts = form.cleaned_data
    if facts["file"] is not None:
        # Asked before anything is kept; the deed asks again.
        if not allows(author.level, Privilege.PICTURES_IN_COMMENTS):
            raise CommentRefused(pictures_closed())
        return uploads.receive(author, facts["file"], at=now())
    if not facts["picture"]:
        return None
    found = Picture.objects.filter(owner=author, public_id=facts["picture"]).first()
    if found is None:
        raise CommentRefused(_("The picture is gone. Add it once more."))
    return found


def _to_login(request: HttpRequest, note: Note, form: CommentForm) -> HttpResponse:
    if not form.cleaned_data["body"].strip():
        form.add_error("body", _("Write something first."))
        return _again(request, note, form)
    then = f"{note.get_absolute_url()}?sort=new#comments"
    response = ask_to_log_in(request, COMMENT, about_comment(note, form.cleaned_data), then=then, at=now())
    if request.headers.get("HX-Request"):
        # A script follows this by itself; a redirect would be swapped into the page.
        return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})
    return response


@require_safe
def more(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next page of comments, as a fragment."""
    note = open_note(Note.objects.visible_to(request.user).live().select_related("author"), public_id)
    thread = comment_page(note, request.user, request.GET)
    context = {"note": note, "thread": thread, "may_comment": may_comment(note, request.user)}
    return render(request, "notes/_comment_list.html", context)


@require_safe
def replies(request: HttpRequest, public_id: str) -> HttpResponse:
    """More replies of a thread, as a fragment."""
    shown = Comment.objects.visible_to(request.user).first_level().select_related("note")
    comment = shown.filter(public_id=public_id).first()
    if comment is None:
        raise Http404
    note = open_note(Note.objects.visible_to(request.user).live().select_related("author"), comment.note.public_id)
    entry = replies_after(comment, request.user, request.GET.get("after", ""))
    context = {"note": note, "entry": entry, "may_comment": may_comment(note, request.user)}
    return render(request, "notes/_replies.html", context)


@require_POST
@login_required
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes one's own comment back. Other people's comments are not found."""
    comment = Comment.objects.select_related("note").filter(author=request.user.pk, public_id=public_id).first()
    if comment is None:
        raise Http404
    remove_comment(comment, at=now())
    return HttpResponseRedirect(comment.note.get_absolute_url() + "#comments")
