from .group import Group, GroupCoordinator, GroupMembership, HandoverNote
from .hearing import Hearing
from .helping import SignInHelp
from .invitation import Invitation
from .office import Office, Term
from .person import HANDLE_LETTERS, Person, PersonManager, new_handle
from .roster import Before, Correction, Membership, RosterFile, RosterImport
from .training import OfficerTraining

__all__ = [
    "HANDLE_LETTERS",
    "Before",
    "Correction",
    "Group",
    "GroupCoordinator",
    "GroupMembership",
    "HandoverNote",
    "Hearing",
    "Invitation",
    "Membership",
    "Office",
    "OfficerTraining",
    "Person",
    "PersonManager",
    "RosterFile",
    "RosterImport",
    "SignInHelp",
    "Term",
    "new_handle",
]
