from django.urls import path

from portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("p/<pid:public_id>/", views.product, name="product"),
]
