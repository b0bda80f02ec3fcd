from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "chapterhouse.support"

    def ready(self) -> None:
        from chapterhouse.ui import frame

        from .organisation import frame_of

        frame.register(frame_of)
