from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "chapterhouse.handbook"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .held import agreed, forget_agreed

        register(tells=[agreed], forgets=[forget_agreed])
