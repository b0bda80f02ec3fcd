from .group import Group, GroupCoordinator, GroupMembership, HandoverNote
from .hearing import Hearing
from .helping import SignInHelp
from .interest import Interest
from .invitation import SignInInvitation
from .office import Approval, Office, Signature, Term
from .person import HANDLE_LETTERS, Person, PersonManager, new_handle
from .roster import Before, Correction, Membership, RosterFile, RosterImport
from .training import OfficerTraining

__all__ = [
    "HANDLE_LETTERS",
    "Approval",
    "Before",
    "Correction",
    "Group",
    "GroupCoordinator",
    "GroupMembership",
    "HandoverNote",
    "Hearing",
    "Interest",
    "Membership",
    "Office",
    "OfficerTraining",
    "Person",
    "PersonManager",
    "RosterFile",
    "RosterImport",
    "SignInHelp",
    "SignInInvitation",
    "Signature",
    "Term",
    "new_handle",
]
