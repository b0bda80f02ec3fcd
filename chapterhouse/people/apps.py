from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "chapterhouse.people"

    def ready(self) -> None:
        from .held import register
        from .holdings import TELLS, holds_an_office_that_reads

        register(tells=TELLS, obstacles=[holds_an_office_that_reads])
