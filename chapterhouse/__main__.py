"""The console command `chapterhouse`: Django's command line with our settings."""

import os
import sys

from django.core.management import execute_from_command_line

#: Whoever recounts ballots at home has no site; nothing is signed, answered or kept.
NO_SITE = {
    "SECRET_KEY": "nothing is signed",
    "ALLOWED_HOSTS": "localhost",
    "MAIL_FROM": "nobody@localhost",
    "SITE_ADDRESS": "http://localhost",
}


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chapterhouse.settings")
    if sys.argv[1:2] == ["count"]:
        for name, value in NO_SITE.items():
            os.environ.setdefault(name, value)
    execute_from_command_line()


if __name__ == "__main__":
    main()
