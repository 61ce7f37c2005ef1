"""People as the API shows them."""

from rest_framework import serializers

from api.shapes.base import AddressField, OwnAddress, Shape
from common.media import rendition_url
from users.models import Kind, User


class PersonBrief(Shape):
    """A person beside something else."""

    handle = serializers.CharField()
    name = serializers.CharField(source="shown_name")
    url = OwnAddress()
    avatar = serializers.SerializerMethodField(help_text="Empty when the person has none.")
    kind = serializers.ChoiceField(choices=Kind.choices)
    level = serializers.IntegerField()

    def get_avatar(self, person: User) -> str:
        return AddressField().to_representation(rendition_url(person.avatar, 360))


class Standing(Shape):
    """How the person who asks stands to another one."""

    is_following = serializers.BooleanField()
    is_asked = serializers.BooleanField(help_text="Asked to follow a private account that has not answered.")
    is_self = serializers.BooleanField()


class Person(PersonBrief):
    """A person's public profile."""

    bio = serializers.CharField()
    city = serializers.CharField(source="city.name", default="", help_text="Never finer than the city.")
    vertical = serializers.CharField(source="vertical.code", default="")
    followers_count = serializers.IntegerField()
    following_count = serializers.IntegerField()
    notes_count = serializers.IntegerField()
    received_count = serializers.IntegerField(help_text="Likes and collects that the person's notes were given.")
    is_private = serializers.BooleanField()
    joined_at = serializers.DateTimeField()
    standing = serializers.SerializerMethodField()

    def get_standing(self, person: User) -> "Standing":
        return self.context["standing"]  # type: ignore[no-any-return]


class Me(Shape):
    """Who a token or a session speaks for."""

    handle = serializers.CharField()
    name = serializers.CharField(source="shown_name")
    scopes = serializers.ListField(child=serializers.CharField())


class Following(Shape):
    """How a follow stands after the request."""

    is_following = serializers.BooleanField()
    is_asked = serializers.BooleanField(help_text="The account is private and was asked.")
    followers_count = serializers.IntegerField()
