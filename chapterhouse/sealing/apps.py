from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "chapterhouse.sealing"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .actions.cards import forget_keys
        from .held import keys

        register(tells=[keys], forgets=[forget_keys])
