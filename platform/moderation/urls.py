from django.urls import path

from users.views import me

app_name = "moderation"
urlpatterns = [path("report/n/<pid:public_id>/", me, name="report")]
