"""What follows from signing up and logging in."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.apps import apps
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.clock import now
from common.events import announce
from users import intents, inviting, tasks
from users.events import application_decided, export_asked, import_waiting, person_joined
from users.leaving import stay
from users.models import User


@receiver(user_logged_in)
def do_what_was_wanted(sender: object, request: HttpRequest, user: User, **_more: Any) -> None:  # Any: Django's signal
    if stay(user):
        messages.success(request, _("Welcome back. Your account stays, and everything is where it was."))
    intents.fulfil(request, user, at=now())


# Sent once a sign-up, by e-mail as well as by another site's account; rows made by commands do not pass here.
@receiver(user_signed_up)
def tell_that_somebody_joined(sender: object, request: HttpRequest, user: User, **_more: Any) -> None:  # Any: allauth's
    inviting.join_by_invite(request, user, at=now())
    if user.is_active:
        announce(person_joined, person_id=user.pk)
    else:
        # A member is sent this while logging in, which an applicant cannot.
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        for address in addresses.filter(user=user, verified=False):
            address.send_confirmation(request, signup=True)


@receiver(application_decided)
def mail_the_answer(sender: object, application_id: int, **_more: Any) -> None:  # Any: signals pass what comes later
    tasks.send_answer.delay(application_id)


@receiver(export_asked)
def make_what_was_asked(sender: object, export_id: int, **_more: Any) -> None:  # Any: signals pass what comes later
    tasks.make_export.delay(export_id)


@receiver(import_waiting)
def look_through_what_came(sender: object, import_id: int, **_more: Any) -> None:  # Any: as above
    tasks.work_on_import.delay(import_id)
