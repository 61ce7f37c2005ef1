from django.urls import path

from notes.ugc import views

urlpatterns = [
    path("publish/", views.compose, name="compose"),
    path("n/<str:public_id>/edit/", views.compose, name="edit"),
]
