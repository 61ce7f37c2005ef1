"""Addresses of the reading side; they are named under "notes" in config.urls."""

from django.urls import path

from notes.views import albums, classifying, commenting, filming, keeping, owning, reacting, reading, talking, topics

urlpatterns = [
    path("n/<pid:public_id>/", reading.note, name="note"),
    path("n/<pid:public_id>/like/", reacting.like, name="like"),
    path("n/<pid:public_id>/unlike/", reacting.unlike, name="unlike"),
    path("n/<pid:public_id>/collect/", reacting.collect, name="collect"),
    path("n/<pid:public_id>/uncollect/", reacting.uncollect, name="uncollect"),
    path("n/<pid:public_id>/share/", reacting.share_note, name="share"),
    path("n/<pid:public_id>/comment/", commenting.write, name="comment"),
    path("n/<pid:public_id>/comments/", commenting.more, name="comments"),
    path("n/<pid:public_id>/video/again/", filming.again, name="video_again"),
    path("n/<pid:public_id>/withdraw/", owning.withdraw, name="withdraw"),
    path("n/<pid:public_id>/delete/", owning.delete, name="delete"),
    path("n/<pid:public_id>/pin/", owning.pin, name="pin"),
    path("n/<pid:public_id>/unpin/", owning.unpin, name="unpin"),
    path("n/<pid:public_id>/unmark/", owning.unmark, name="unmark"),
    path("n/<pid:public_id>/category/", classifying.appeal, name="category_appeal"),
    path("n/<pid:public_id>/history/", reading.history, name="history"),
    path("comments/<pid:public_id>/remove/", commenting.remove, name="comment_remove"),
    path("comments/<pid:public_id>/replies/", commenting.replies, name="replies"),
    path("comments/<pid:public_id>/like/", talking.like, name="comment_like"),
    path("comments/<pid:public_id>/unlike/", talking.unlike, name="comment_unlike"),
    path("comments/<pid:public_id>/pin/", talking.pin, name="comment_pin"),
    path("comments/<pid:public_id>/unpin/", talking.unpin, name="comment_unpin"),
    path("mentions/", talking.mentions, name="mentions"),
    path("n/<pid:public_id>/albums/", keeping.choose_album, name="choose_album"),
    path("n/<pid:public_id>/up/", albums.move_up, name="move_up"),
    path("n/<pid:public_id>/down/", albums.move_down, name="move_down"),
    path("albums/new/", albums.make, name="album_make"),
    path("albums/collected/", albums.collected, name="album_collected"),
    path("albums/collected/arrange/", albums.arrange_collected, name="arrange_collected"),
    path("albums/<pid:public_id>/", albums.album, name="album"),
    path("albums/<pid:public_id>/edit/", albums.edit, name="album_edit"),
    path("albums/<pid:public_id>/delete/", albums.delete, name="album_delete"),
    path("albums/<pid:public_id>/arrange/", albums.arrange, name="album_arrange"),
    path("albums/<pid:public_id>/cover/", albums.choose_cover, name="album_cover"),
    path("t/<str:slug>/", topics.topic, name="topic"),
]
