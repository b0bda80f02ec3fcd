from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "chapterhouse.announcements"
