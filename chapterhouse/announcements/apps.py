from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "chapterhouse.announcements"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .held import announced, forget_announced, published

        register(tells=[announced, published], forgets=[forget_announced])
