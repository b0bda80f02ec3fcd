from django.apps import AppConfig
from django.utils.translation import get_language

from .words import Words


class PacksConfig(AppConfig):
    name = "chapterhouse.packs"

    def ready(self) -> None:
        Words.language_now = get_language
