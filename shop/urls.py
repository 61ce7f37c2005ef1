from django.urls import path

from shop import views

app_name = "shop"
urlpatterns = [
    path("shop/", views.home, name="home"),
    path("p/<pid:public_id>/", views.product, name="product"),
    path("b/<slug:slug>/", views.brand, name="brand"),
]
