"""What a search found."""

from rest_framework import serializers

from api.shapes.base import Shape
from api.shapes.notes import Card, TopicBrief
from api.shapes.people import PersonBrief
from api.shapes.products import ProductBrief


class FoundPage(Shape):
    """One page of one kind; the lists of the other kinds are empty."""

    kind = serializers.CharField(help_text="note, product, person or topic, as asked for.")
    notes = Card(many=True)
    products = ProductBrief(many=True)
    people = PersonBrief(many=True)
    topics = TopicBrief(many=True)
    next = serializers.CharField(help_text="The cursor of the page after; empty at the end.")
