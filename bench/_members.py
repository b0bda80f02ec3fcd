"""A member who is signed in, without the way there."""

import json
import subprocess
import sys

from _site import ROOT, Site, settings_of

OPEN_SESSION = """
import json, sys, django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from chapterhouse.casework.models import Case
from chapterhouse.people.models import Person
person, session = Person.objects.get(name=sys.argv[1]), SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
cases = list(Case.objects.readable_by(person).not_shut_to(person).values_list("code", flat=True)[:10])
print(json.dumps({"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}", "cases": cases}))
"""


def signed_in(site: Site, name: str) -> tuple[str, list[str]]:
    """A member's cookie, and the codes of some of their cases; made in a process that then ends."""
    environment = settings_of(site.home) | {"DJANGO_SETTINGS_MODULE": "chapterhouse.settings"}
    command = [sys.executable, "-c", OPEN_SESSION, name]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    return made["cookie"], made["cases"]
