"""Products with what people say of them."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoints.base import OpenEndpoint
from api.schema import answers
from api.shapes.products import Offer, ProductFull
from shop.models import Product
from shop.panels import panel_of


class OneProduct(OpenEndpoint):
    @extend_schema(
        operation_id="product_read",
        tags=["Products"],
        summary="A product with its reputation",
        responses=answers(200, ProductFull, 404),
    )
    def get(self, request: Request, public_id: str) -> Response:
        """The score counts independent voices alone; below eight of them there is none."""
        product = get_object_or_404(Product.objects.listed().select_related("category"), public_id=public_id)
        return Response(ProductFull(Offer(product, panel_of(product, with_sponsored=False))).data)
