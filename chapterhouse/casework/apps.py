from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "chapterhouse.casework"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .held import holds_the_only_keys

        register(obstacles=[holds_the_only_keys])
