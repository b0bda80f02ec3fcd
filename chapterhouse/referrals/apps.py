from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "chapterhouse.referrals"

    def ready(self) -> None:
        from chapterhouse.people.held import register

        from .held import guide

        register(tells=[guide])
