from django.urls import path

from shop import views

app_name = "shop"
urlpatterns = [
    path("shop/", views.home, name="home"),
    path("p/<str:public_id>/", views.product, name="product"),
    path("b/<str:slug>/", views.brand, name="brand"),
]
