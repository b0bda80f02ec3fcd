from django.urls import path

from chapterhouse.ui import views

app_name = "ui"
urlpatterns = [
    path("display/", views.display, name="display"),
    path("safely/", views.safely, name="safely"),
    path("gallery/", views.gallery, name="gallery"),
]
