"""What the vault's browser tests do over and over: signing in, joining, unlocking, looking for faults."""

from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office

PHONE = {"width": 320, "height": 640}


def sign_in(page, person):
    """Gives the browser a session of this person, as signing in does; returns the session."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "httpOnly": True}
    page.context.add_cookies([{**cookie, "domain": "localhost", "path": "/"}])
    return session


def newcomer(name="Nia Park", office="ombuds", language="en"):
    """Somebody who has just taken an office that reads, and has no key yet."""
    now = timezone.now() - timedelta(minutes=1)
    office = Office.objects.get(code=office)
    office.seats = None
    office.save()
    email = f"{name.split()[0].lower()}@example.org"
    person = join(name=name, email=email, language=language, at=now, by="operator")
    take_office(person=person, office=office, starts=now, by="operator")
    return person


def set_up(page):
    """Goes through the set-up; returns passphrase and recovery key as they were shown."""
    page.goto("/vault/setup/")
    press(page, "Begin", "Empezar")
    words = written(page, "[data-words]")
    press(page, "I have written them down", "Las tengo escritas")
    recovery = "".join(written(page, "[data-recovery]"))
    press(page, "I have it on paper", "La tengo en papel")
    page.locator("#again").fill(" ".join(words))
    press(page, "Finish", "Terminar")
    page.locator('[data-step="done"]').wait_for()
    return " ".join(words), recovery


def written(page, where):
    """The pieces of a passphrase or a recovery key, once they are shown."""
    pieces = page.locator(f"{where} span")
    pieces.first.wait_for()
    return pieces.all_inner_texts()


def asked_for_the_passphrase(page, address="/vault/"):
    """Opens the page on which one unlocks; a key that is open is locked first."""
    page.goto(address)
    page.locator("[data-step]:not([hidden])").wait_for()
    if page.locator('[data-step="open"]').is_visible():
        press(page, "Lock my key", "Bloquear mi clave")


def unlock(page, passphrase, then="/vault/key/"):
    asked_for_the_passphrase(page, f"/vault/#next={then}")
    page.locator("#passphrase").fill(passphrase)
    press(page, "Unlock", "Desbloquear")
    page.wait_for_url(lambda address: urlparse(address).path == then)


def press(page, *words):
    """Presses the button that says one of these, in whatever language the page speaks."""
    buttons = [page.get_by_role("button", name=one, exact=True) for one in words]
    both = buttons[0]
    for one in buttons[1:]:
        both = both.or_(one)
    both.first.click()


def kept(page):
    """What the browser keeps of this site: everything in its storages, as text."""
    return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


@contextmanager
def telephone(browser, live_server, language):
    """A page on a telephone in that language; `.complaints` are those of its console and its scripts."""
    wishes = {"viewport": PHONE, "locale": language, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=live_server.url, **wishes)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def well(page):
    """What is wrong with a `telephone` page as it stands."""
    return [*faults(page), *page.complaints, *([] if fits(page) else ["scrolls sideways"])]


def faults(page):
    """What axe finds, in words; nothing is the only good answer."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def fits(page):
    """Whether nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
