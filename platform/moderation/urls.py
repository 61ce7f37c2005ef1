from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("report/n/<pid:public_id>/", views.report_note, name="report"),
    path("report/c/<pid:public_id>/", views.report_comment, name="report_comment"),
    path("report/p/<pid:public_id>/", views.report_person, name="report_person"),
    path("report/thanks/", views.thanks, name="report_thanks"),
]
