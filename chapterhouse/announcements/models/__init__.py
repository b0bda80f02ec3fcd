from .announcement import Announcement, Said
from .copy import LEASE, Address, Copy, OptOut

__all__ = ["LEASE", "Address", "Announcement", "Copy", "OptOut", "Said"]
