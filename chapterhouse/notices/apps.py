from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chapterhouse.notices"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .held import forget_notices, notices

        register(tells=[notices], forgets=[forget_notices])
