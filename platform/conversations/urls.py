from django.urls import path

from conversations.views import answers, lists, talking

app_name = "conversations"
urlpatterns = [
    path("messages/", lists.inbox, name="list"),
    path("messages/requests/", lists.requests, name="requests"),
    path("messages/to/<str:handle>/", talking.to_person, name="to"),
    path("messages/send/n/<pid:public_id>/", lists.send_note, name="send_note"),
    path("messages/send/p/<pid:public_id>/", lists.send_product, name="send_product"),
    path("messages/c/<pid:public_id>/", talking.talk, name="talk"),
    path("messages/c/<pid:public_id>/accept/", answers.accept, name="accept"),
    path("messages/c/<pid:public_id>/decline/", answers.decline, name="decline"),
    path("messages/c/<pid:public_id>/block/", answers.block, name="block"),
    path("messages/m/<pid:public_id>/remove/", talking.remove, name="remove"),
    path("messages/m/<pid:public_id>/take-back/", talking.confirm_remove, name="confirm_remove"),
    path("messages/m/<pid:public_id>/report/", answers.report, name="report"),
    path("settings/messages/", answers.settings, name="settings"),
]
