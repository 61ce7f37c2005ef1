"""The ladder as the API shows it: what levels ask for and open, and where somebody stands."""

from rest_framework import serializers

from api.shapes.base import Shape
from users.progress import Progress


class Rung(Shape):
    """One level. Any one of `conditions` suffices; everything of `also` and `standing` is needed beside it."""

    number = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    conditions = serializers.ListField(child=serializers.DictField(child=serializers.IntegerField()))
    also = serializers.DictField(child=serializers.IntegerField())
    standing = serializers.DictField(child=serializers.IntegerField(), help_text="In days.")
    privileges = serializers.DictField(help_text="Limits and weights as figures, features as true.")


class LineShape(Shape):
    """A note reaches a line with so many independent collects, or likes."""

    code = serializers.CharField()
    collects = serializers.IntegerField()
    likes = serializers.IntegerField()


class Ladder(Shape):
    """The ten levels in force, and the lines they speak of."""

    levels = Rung(many=True)
    lines = LineShape(many=True)


class MissingShape(Shape):
    """One condition of the next level."""

    reason = serializers.CharField()
    wanted = serializers.IntegerField()
    have = serializers.IntegerField()
    left = serializers.IntegerField()


class StandingShape(Shape):
    """A condition in days."""

    code = serializers.CharField()
    days = serializers.IntegerField()
    is_met = serializers.BooleanField()
    until = serializers.DateTimeField(allow_null=True)


class WhatIfShape(Shape):
    """What one more line of this reason would bring: a level, or a condition brought nearer."""

    reason = serializers.CharField()
    level = serializers.IntegerField(source="level.number", default=None, allow_null=True)
    nearer = MissingShape(allow_null=True)


class Growth(Shape):
    """Where the person who asks stands, and what is missing for the next level."""

    level = serializers.SerializerMethodField()
    next_level = serializers.SerializerMethodField()
    alternatives = serializers.ListField(child=MissingShape(many=True))
    also = MissingShape(many=True)
    standing = StandingShape(many=True)
    what_ifs = WhatIfShape(many=True)
    paused_at = serializers.DateTimeField(allow_null=True)

    def get_level(self, progress: Progress) -> int:
        return progress.level.number if progress.level else 0

    def get_next_level(self, progress: Progress) -> int | None:
        return progress.next_level.number if progress.next_level else None
