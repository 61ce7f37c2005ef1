"""Version 1 of the API, its schema and its readable docs."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny

from api.endpoints import (
    albums,
    comments,
    drafts,
    finding,
    growth,
    messages,
    notes,
    people,
    products,
    reactions,
    reading,
    talking,
)
from api.endpoints.missing import Missing
from api.endpoints.videos import OneVideo, VideoCaptions, Videos, VideoStill, VideoUploadPieces, VideoUploads

app_name = "api"
# Only what could be a handle: a NUL never reaches the database.
_PERSON = r"^v1/people/(?P<handle>[a-z0-9_]{3,24})/"
_OPEN = {"permission_classes": [AllowAny], "authentication_classes": []}
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(**_OPEN), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api:schema", **_OPEN), name="docs"),
    # tus carries its own version and describes itself.
    path("tus/videos/", VideoUploads.as_view(), name="video_uploads"),
    path("tus/videos/<pid:public_id>/", VideoUploadPieces.as_view(), name="video_upload"),
    path("v1/me/", people.WhoAmI.as_view(), name="me"),
    path("v1/me/invite/", finding.MyInvite.as_view(), name="invite"),
    path("v1/me/nearby/", finding.MyNearby.as_view(), name="nearby"),
    path("v1/me/growth/", growth.MyGrowth.as_view(), name="growth"),
    path("v1/levels/", growth.TheLadder.as_view(), name="levels"),
    path("v1/feed/", reading.Feed.as_view(), name="feed"),
    path("v1/search/", reading.SearchEverything.as_view(), name="search"),
    path("v1/notes/", notes.Notes.as_view(), name="notes"),
    path("v1/notes/<pid:public_id>/", notes.OneNote.as_view(), name="note"),
    path("v1/notes/<pid:public_id>/schedule/", drafts.NoteSchedule.as_view(), name="schedule"),
    path("v1/notes/<pid:public_id>/history/", drafts.NoteHistory.as_view(), name="history"),
    path("v1/drafts/", drafts.Drafts.as_view(), name="drafts"),
    path("v1/drafts/<uuid:key>/", drafts.OneDraft.as_view(), name="draft"),
    path("v1/drafts/<uuid:key>/publish/", drafts.PublishDraft.as_view(), name="publish_draft"),
    path("v1/notes/<pid:public_id>/like/", reactions.LikeNote.as_view(), name="like"),
    path("v1/notes/<pid:public_id>/collect/", reactions.CollectNote.as_view(), name="collect"),
    path("v1/notes/<pid:public_id>/comments/", comments.CommentsOfNote.as_view(), name="comments"),
    path("v1/comments/<pid:public_id>/", comments.OneComment.as_view(), name="comment"),
    path("v1/notes/<pid:public_id>/album/", albums.AlbumOfNote.as_view(), name="note_album"),
    path("v1/comments/<pid:public_id>/replies/", talking.RepliesOfComment.as_view(), name="replies"),
    path("v1/comments/<pid:public_id>/like/", talking.LikeComment.as_view(), name="comment_like"),
    path("v1/comments/<pid:public_id>/pin/", talking.PinComment.as_view(), name="comment_pin"),
    path("v1/mentions/", talking.Mentions.as_view(), name="mentions"),
    path("v1/albums/", albums.Albums.as_view(), name="albums"),
    path("v1/albums/<pid:public_id>/", albums.OneAlbum.as_view(), name="album"),
    path("v1/albums/<pid:public_id>/cover/", albums.CoverOfAlbum.as_view(), name="album_cover"),
    path("v1/notes/<pid:public_id>/place/", albums.PlaceOfNote.as_view(), name="note_place"),
    path("v1/me/collected/", albums.MyCollected.as_view(), name="collected"),
    path("v1/albums/<pid:public_id>/notes/", albums.NotesOfAlbum.as_view(), name="notes_of_album"),
    path("v1/pictures/", notes.Pictures.as_view(), name="pictures"),
    path("v1/pictures/<pid:public_id>/", notes.OnePicture.as_view(), name="picture"),
    path("v1/videos/", Videos.as_view(), name="videos"),
    path("v1/videos/<pid:public_id>/", OneVideo.as_view(), name="video"),
    path("v1/videos/<pid:public_id>/captions/", VideoCaptions.as_view(), name="video_captions"),
    path("v1/videos/<pid:public_id>/still/", VideoStill.as_view(), name="video_still"),
    re_path(f"{_PERSON}$", people.OnePerson.as_view(), name="person"),
    re_path(f"{_PERSON}notes/$", reading.NotesOfPerson.as_view(), name="notes_of_person"),
    re_path(f"{_PERSON}albums/$", albums.AlbumsOfPerson.as_view(), name="albums_of_person"),
    re_path(f"{_PERSON}follow/$", people.FollowPerson.as_view(), name="follow"),
    re_path(f"{_PERSON}messages/$", messages.MessagesToPerson.as_view(), name="messages_to_person"),
    path("v1/conversations/", messages.Conversations.as_view(), name="conversations"),
    path("v1/conversations/<pid:public_id>/messages/", messages.MessagesOfConversation.as_view(), name="messages"),
    path("v1/conversations/<pid:public_id>/accept/", messages.AcceptRequest.as_view(), name="request_accept"),
    path("v1/conversations/<pid:public_id>/decline/", messages.DeclineRequest.as_view(), name="request_decline"),
    path("v1/conversations/<pid:public_id>/read/", messages.ReadConversation.as_view(), name="conversation_read"),
    path("v1/messages/<pid:public_id>/", messages.OneMessage.as_view(), name="message"),
    re_path(f"{_PERSON}block/$", people.BlockPerson.as_view(), name="block"),
    re_path(f"{_PERSON}mute/$", people.MutePerson.as_view(), name="mute"),
    path("v1/products/<pid:public_id>/", products.OneProduct.as_view(), name="product"),
    path("v1/<path:rest>", Missing.as_view(), name="missing"),
]
