"""Groups of members: who is in one, who coordinates it, what they pass on."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapterhouse.packs.words import Words

from .person import Person


class GroupQuerySet(models.QuerySet["Group"]):
    def open(self) -> "GroupQuerySet":
        return self.filter(closed=None)

    def of(self, person: Person) -> "GroupQuerySet":
        """Those that somebody is in."""
        return self.filter(memberships__person=person, memberships__left=None)

    def kept_by(self, person: Person) -> "GroupQuerySet":
        """Those that somebody coordinates."""
        return self.filter(coordinators__person=person, coordinators__ended=None)


class Group(models.Model):
    """A committee, a working group or a branch. It decides nothing here and reads no case."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", _("Committee")
        WORKING_GROUP = "working-group", _("Working group")
        BRANCH = "branch", _("Branch")

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    names = models.JSONField(help_text="One in each language of the pack.")
    purposes = models.JSONField(help_text="What it is for; so too.")
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed__gte=F("opened")), name="group_closes_after_opening"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "code", "kind", "names", "purposes", "opened", "closed")
        kept = "always: what groups there were is the organisation's memory"

    def __str__(self) -> str:
        return str(self.name)

    @property
    def name(self) -> Words:
        return Words(tuple(self.names.items()))

    @property
    def purpose(self) -> Words:
        return Words(tuple(self.purposes.items()))


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def current(self) -> "GroupMembershipQuerySet":
        return self.filter(left=None)

    def shown(self) -> "GroupMembershipQuerySet":
        """Who is in it and may be listed, by name: nobody who is a minor or can sign in no more."""
        there = self.current().filter(person__is_active=True).exclude(person__membership__minor=True)
        return there.select_related("person").order_by("person__name", "person_id")


class GroupMembership(models.Model):
    """That somebody is in a group, by their own wish."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_memberships")
    joined = models.DateTimeField()
    left = models.DateTimeField(null=True)

    objects = GroupMembershipQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(left=None), name="in_a_group_once"
            ),
            models.CheckConstraint(
                condition=Q(left=None) | Q(left__gte=F("joined")), name="left_after_joining"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = ("id", "group", "joined", "left")
        kept = "a year after leaving, or until the person asks for deletion"

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group}"


class CoordinatorQuerySet(models.QuerySet["GroupCoordinator"]):
    def current(self) -> "CoordinatorQuerySet":
        return self.filter(ended=None)


class GroupCoordinator(models.Model):
    """That somebody coordinates a group, from when to when."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="coordinators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="coordinates")
    started = models.DateTimeField()
    agreed = models.DateTimeField(null=True, help_text="When they promised how to treat members' names.")
    ended = models.DateTimeField(null=True)

    objects = CoordinatorQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        ordering = ("started", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(ended=None), name="coordinates_a_group_once"
            ),
            models.CheckConstraint(
                condition=Q(ended=None) | Q(ended__gte=F("started")), name="coordinates_until_after_start"
            ),
            models.CheckConstraint(
                condition=Q(agreed=None) | Q(agreed__gte=F("started")), name="promised_while_coordinating"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = ("id", "group", "started", "agreed", "ended")
        kept = "always: who coordinated a group is the organisation's memory"

    def __str__(self) -> str:
        return f"{self.person_id} coordinates {self.group}"


class HandoverNote(models.Model):
    """One version of what a coordinator leaves for whoever comes next."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="handover_notes")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="handover_notes_are_numbered")
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "group", "number", "text", "at")
        kept = "as long as the group"

    def __str__(self) -> str:
        return f"handover note {self.number} of {self.group}"
