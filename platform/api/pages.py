"""The page on which people make and revoke their tokens."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from api import tokens
from api.models import AccessToken, Scope
from common.clock import now
from common.limits import RateLimit, limited
from users.models import User

MAKING = RateLimit("token", capacity=10, per_seconds=3600)
_DAYS = [("30", gettext_lazy("30 days")), ("365", gettext_lazy("One year")), ("", gettext_lazy("Until I revoke it"))]


class TokenForm(forms.Form):
    """What a new token is for and what it opens."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give it a name, so that you know it again.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing.")},
    )
    days = forms.ChoiceField(label=gettext_lazy("How long?"), choices=_DAYS, initial="30", required=False)


def _owner(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _show(request: HttpRequest, form: TokenForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    owned = AccessToken.objects.standing().filter(owner=_owner(request)).order_by("-pk")
    context = {"form": form, "tokens": list(owned), "secret": secret, "at": now()}
    response = render(request, "api/tokens.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@login_required
def token_list(request: HttpRequest) -> HttpResponse:
    """The tokens of the person, and the form for one more."""
    return _show(request, TokenForm())


@require_POST
@login_required
@limited(MAKING)
def make_token(request: HttpRequest) -> HttpResponse:
    """Makes a token. The answer is the one page that ever shows it; it is kept nowhere, not in the session either."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    facts = form.cleaned_data
    days = int(facts["days"]) if facts["days"] else None
    try:
        _token, secret = tokens.issue(_owner(request), name=facts["name"], scopes=facts["scopes"], at=now(), days=days)
    except tokens.TooManyTokens as refused:
        form.add_error(None, str(refused))
        return _show(request, form, status=422)
    return _show(request, TokenForm(), secret=secret, status=201)


@require_POST
@login_required
def revoke_token(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ends an own token at once. Other people's are not found."""
    token = get_object_or_404(AccessToken, owner=_owner(request), public_id=public_id)
    tokens.revoke(token, at=now())
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return HttpResponseRedirect(reverse("tokens:list"))
