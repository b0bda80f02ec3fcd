"""What a list says of somebody, linked to their account, as tests want it."""

from datetime import date

from chapterhouse.people.models import Membership, RosterImport
from tests import make


def on_list(
    person=None, *, status="good", expires=None, lifetime=False, minor=False, name="Listed Name", key=""
):
    """A membership as a list brought it, of somebody with an account or of nobody yet."""
    first = RosterImport.objects.get_or_create(
        file="list.csv", defaults={"at": make.now(), "by": "operator", "sha256": "0" * 64}
    )[0]
    said = {"name": name, "status": status, "expires": expires, "lifetime": lifetime, "minor": minor}
    said |= {"digest": "0" * 32, "cells": "0" * 32, "first": first}
    key = key or (person.username if person else f"key-{Membership.objects.count()}")
    return Membership.objects.create(person=person, key=key, **said)


def day(text):
    return date.fromisoformat(text)
