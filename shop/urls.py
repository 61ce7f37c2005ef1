from django.urls import path, register_converter

from common.ids import PublicIdConverter
from shop import views

register_converter(PublicIdConverter, "pid")

app_name = "shop"
urlpatterns = [
    path("shop/", views.home, name="home"),
    path("p/<pid:public_id>/", views.product, name="product"),
    path("b/<slug:slug>/", views.brand, name="brand"),
]
