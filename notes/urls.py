from django.urls import path

from notes import views

urlpatterns = [
    path("n/<str:public_id>/", views.note, name="note"),
    path("t/<str:slug>/", views.topic, name="topic"),
]
