"""An author asks an editor whether a note fits a category after all."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from common.clock import now
from common.limits import RateLimit, limited
from notes.classification import appealing
from notes.classified import classified
from notes.views.owning import own_note

APPEALS = RateLimit("category-appeal", capacity=10, per_seconds=3600)


class AppealForm(forms.Form):
    """A sentence for the editor; it may stay empty, for the note speaks for itself."""

    words = forms.CharField(
        label=gettext_lazy("What is it about?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "maxlength": 2 * appealing.LONGEST}),
        help_text=gettext_lazy("A sentence for the editor, at most 300 characters. It may stay empty."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited(APPEALS)
def appeal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The question, and taking it in."""
    note = own_note(request, public_id)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appealing.appeal(note, form.cleaned_data["words"], at=now())
        except appealing.AppealRefused as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, _("An editor will look at it. The answer comes to your inbox."))
            return HttpResponseRedirect(note.get_absolute_url())
    context = {"note": note, "form": form, "classified": classified(note)}
    return render(request, "notes/category_appeal.html", context, status=422 if form.errors else 200)
