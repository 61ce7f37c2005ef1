"""Addresses of the composer; they are named under "notes" in config.urls."""

from django.urls import path

from notes.ugc.views import composing, uploading

urlpatterns = [
    path("publish/", composing.compose, name="compose"),
    path("publish/again/<uuid:key>/", composing.again, name="compose_again"),
    path("publish/pictures/", uploading.upload, name="upload"),
    path("publish/pictures/states/", uploading.states, name="upload_states"),
    path("publish/pictures/<pid:public_id>/discard/", uploading.discard, name="upload_discard"),
    path("publish/products/", uploading.products, name="product_choices"),
    path("publish/topics/", uploading.topics, name="topic_choices"),
    path("n/<pid:public_id>/edit/", composing.edit, name="edit"),
]
