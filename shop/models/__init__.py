"""Brands, goods, and what people say of them."""

from shop.models.catalogue import Brand, BrandMember, Product, ProductPicture, Variant
from shop.models.evidence import INDEPENDENT, Evidence, Relation, ReputationSnapshot

__all__ = [
    "INDEPENDENT",
    "Brand",
    "BrandMember",
    "Evidence",
    "Product",
    "ProductPicture",
    "Relation",
    "ReputationSnapshot",
    "Variant",
]
