from .group import Group, GroupCoordinator, GroupMembership, HandoverNote
from .hearing import Hearing
from .helping import SignInHelp
from .office import Office, Term
from .person import HANDLE_LETTERS, Person, PersonManager, new_handle
from .roster import Before, Membership, RosterImport
from .training import OfficerTraining

__all__ = [
    "HANDLE_LETTERS",
    "Before",
    "Group",
    "GroupCoordinator",
    "GroupMembership",
    "HandoverNote",
    "Hearing",
    "Membership",
    "Office",
    "OfficerTraining",
    "Person",
    "PersonManager",
    "RosterImport",
    "SignInHelp",
    "Term",
    "new_handle",
]
