"""What follows from signing up and logging in."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from common.clock import now
from common.events import announce
from users import intents, inviting
from users.events import person_joined
from users.models import User


@receiver(user_logged_in)
def do_what_was_wanted(sender: object, request: HttpRequest, user: User, **_: Any) -> None:  # Any: Django's signal
    intents.fulfil(request, user, at=now())


# Sent once a sign-up, by e-mail as well as by another site's account; rows made by commands do not pass here.
@receiver(user_signed_up)
def tell_that_somebody_joined(sender: object, request: HttpRequest, user: User, **_: Any) -> None:  # Any: allauth's
    inviting.join_by_invite(request, user, at=now())
    announce(person_joined, person_id=user.pk)
