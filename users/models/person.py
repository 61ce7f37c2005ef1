"""A person: one table for readers, authors, experts, official accounts, brands' people and staff."""

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.ids import PUBLIC_ID_LENGTH, new_public_id
from common.models import Category, City

HANDLE = RegexValidator(
    r"^[a-z0-9_]{3,24}\Z", _("Use 3 to 24 small Latin letters, digits or underscores, as in mina_reads.")
)


class Kind(models.TextChoices):
    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    OFFICIAL = "official", _("Official")
    BRAND = "brand", _("Brand")
    STAFF = "staff", pgettext_lazy("person", "Staff")


class Onboarding(models.TextChoices):
    INTERESTS = "interests", _("Interests")
    EXPERTS = "experts", _("Experts")
    FRIENDS = "friends", _("Friends")
    DONE = "done", _("Done")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        """People whose pages are shown and who may act."""
        return self.filter(is_active=True)

    def listed(self) -> Self:
        """Active people with what a person row touches."""
        return self.active().select_related("city", "vertical")


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        return self.get_queryset().active()

    def listed(self) -> UserQuerySet:
        return self.get_queryset().listed()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle=(username or "").lower())

    def create_user(self, handle: str, email: str, password: str | None = None, **facts: object) -> "User":
        """A person with an e-mail address and, unless None, a usable password."""
        user = self.model(handle=handle.lower(), email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, email: str, password: str | None = None, **facts: object) -> "User":
        return self.create_user(handle, email, password, kind=Kind.STAFF, is_staff=True, is_superuser=True, **facts)


class User(AbstractBaseUser, PermissionsMixin):
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id, editable=False)
    handle = models.CharField(_("handle"), max_length=24, unique=True, validators=[HANDLE])
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MEMBER)
    vertical = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("vertical")
    )
    bio = models.CharField(_("about me"), max_length=300, blank=True)
    # The stem of the avatar's renditions in the media storage; empty means a drawn initial.
    avatar = models.CharField(max_length=120, blank=True, editable=False)
    city = models.ForeignKey(City, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("city"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    # Since when growth rests, after a year of silence; the level stays.
    growth_paused_at = models.DateTimeField(_("growth paused"), null=True, blank=True, editable=False)
    onboarding = models.CharField(max_length=10, choices=Onboarding, default=Onboarding.INTERESTS)
    followers_count = models.PositiveIntegerField(_("followers"), default=0, editable=False)
    following_count = models.PositiveIntegerField(_("following"), default=0, editable=False)
    notes_count = models.PositiveIntegerField(_("notes"), default=0, editable=False)
    # Likes and collects that this person's notes were given.
    received_count = models.PositiveIntegerField(_("likes and collects received"), default=0, editable=False)
    # Others see what this person liked; without it the list is theirs alone.
    has_open_likes = models.BooleanField(_("show what I like"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    # Notes of a private account are for its followers alone, and following it is asked for.
    is_private = models.BooleanField(_("private account"), default=False)
    # Goes up with every block and mute that concerns this person; see users.shield.
    shield_edition = models.PositiveIntegerField(default=0, editable=False)
    # Off: the feed brings what is popular and what is new, the same to everybody.
    has_personal_feed = models.BooleanField(_("personal recommendations"), default=True, editable=False)
    # When the account will be deleted; until then it is hidden, and logging in keeps it. None for everybody else.
    leaving_at = models.DateTimeField(_("to be deleted"), null=True, blank=True, editable=False)
    leaving_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it was deleted: an empty row, on which what others wrote to it, and records the law asks for, go on to rest.
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="users_one_account_per_email"),
            models.CheckConstraint(condition=models.Q(level__lte=10), name="users_level_at_most_ten"),
            models.CheckConstraint(condition=models.Q(handle=Lower("handle")), name="users_handle_is_lower_case"),
            models.CheckConstraint(
                condition=models.Q(leaving_at=None) | models.Q(is_active=False), name="users_who_leaves_is_hidden"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-followers_count", "-id"], name="users_kind_followers"),
            models.Index(fields=["leaving_at"], name="users_leaving", condition=models.Q(leaving_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return gettext("Deleted account") if self.left_at else self.name or self.handle

    def get_absolute_url(self) -> str:
        return reverse("users:profile", args=[self.handle])


class InterestSource(models.TextChoices):
    """How an interest came to stand in a person's list."""

    WELCOME = "welcome", _("chosen when you joined")
    SETTINGS = "settings", _("chosen in your settings")
    ARCHIVE = "archive", _("brought back from an archive")


class Interest(models.Model):
    """A top category a person said they like."""

    person = models.ForeignKey(User, models.CASCADE, related_name="interests")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, choices=InterestSource, default=InterestSource.WELCOME)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "category"], name="users_one_interest_per_category")]

    def __str__(self) -> str:
        return f"{self.person_id} likes {self.category_id}"
