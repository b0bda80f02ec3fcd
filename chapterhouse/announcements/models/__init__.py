from .announcement import Announcement, Said
from .article import Article
from .copy import LEASE, Address, Copy, OptOut
from .event import Event
from .team import Goal, Talk

__all__ = ["LEASE", "Address", "Announcement", "Article", "Copy", "Event", "Goal", "OptOut", "Said", "Talk"]
