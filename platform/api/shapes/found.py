"""What a search found."""

from rest_framework import serializers

from api.shapes.base import Shape
from api.shapes.notes import Card, TopicBrief
from api.shapes.people import PersonBrief
from api.shapes.products import ProductBrief


class FoundGroup(Shape):
    """How many of one kind answer, whether or not they are on this page."""

    kind = serializers.CharField(help_text="note, product, person or topic.")
    count = serializers.IntegerField(help_text="Exact up to 1,000.")
    is_more = serializers.BooleanField(help_text="There are more than were counted.")


class Correction(Shape):
    typed = serializers.CharField(help_text="A word that nobody wrote.")
    taken = serializers.CharField(help_text="What was looked for in its place.")


class FoundPage(Shape):
    """A page of the kind that was asked for, or the best of each; the lists of other kinds are empty."""

    kind = serializers.CharField(help_text="As asked for; empty for all.")
    groups = FoundGroup(many=True)
    notes = Card(many=True)
    products = ProductBrief(many=True)
    people = PersonBrief(many=True)
    topics = TopicBrief(many=True)
    corrections = Correction(many=True)
    is_relaxed = serializers.BooleanField(help_text="Nothing has all the words; what is here has some of them.")
    is_narrowed = serializers.BooleanField(help_text="There is something, but the filters leave it out.")
    next = serializers.CharField(help_text="The cursor of the page after; empty at the end, and for all kinds at once.")
