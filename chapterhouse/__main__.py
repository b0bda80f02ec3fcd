"""The console command `chapterhouse`: Django's command line with our settings."""

import os

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chapterhouse.settings")
    execute_from_command_line()


if __name__ == "__main__":
    main()
