"""Products as the API shows them."""

from dataclasses import dataclass

from rest_framework import serializers

from api.shapes.base import AddressField, OwnAddress, PictureShape, Shape
from api.shapes.notes import CategoryBrief
from shop.models import Product, Variant
from shop.panels import Panel


class BrandBrief(Shape):
    slug = serializers.CharField()
    name = serializers.CharField()
    url = OwnAddress()


class Price(Shape):
    """An amount of money. `minor` counts the smallest unit, so that it is never a fraction."""

    minor = serializers.IntegerField(source="price_minor")
    currency = serializers.CharField(help_text="ISO 4217.")


class VariantFacts(Shape):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    price = serializers.SerializerMethodField()
    is_in_stock = serializers.BooleanField()

    def get_price(self, variant: Variant) -> Price:
        return Price(variant).data  # type: ignore[return-value]


class ProductBrief(Shape):
    """A product in a list."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    url = OwnAddress()
    brand = BrandBrief()


class Reputation(Shape):
    """What independent voices say. Paid, gifted and own words stand apart and count nothing."""

    score = serializers.FloatField(allow_null=True, help_text="1 to 5; null while there are too few voices.")
    low = serializers.FloatField(allow_null=True, help_text="With 95 % certainty the score lies above this.")
    high = serializers.FloatField(allow_null=True)
    voices = serializers.IntegerField()
    sponsored = serializers.IntegerField()
    missing = serializers.IntegerField(help_text="How many voices are missing for a score.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A product of ProductQuerySet.listed with its panel."""

    product: Product
    reputation: Panel


class ProductFull(Shape):
    """A whole product."""

    id = serializers.CharField(source="product.public_id")
    name = serializers.CharField(source="product.name")
    url = AddressField(source="product.get_absolute_url")
    about = serializers.CharField(source="product.about")
    brand = BrandBrief(source="product.brand")
    category = CategoryBrief(source="product.category")
    pictures = PictureShape(source="product.pictures.all", many=True)
    variants = VariantFacts(source="product.variants.all", many=True)
    reputation = Reputation()
