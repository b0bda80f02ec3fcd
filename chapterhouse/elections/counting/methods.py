"""Ways of counting by the name that commands, files and pages give them."""

from collections.abc import Callable

from .ballots import Ballots
from .counts import Count
from .points import approval, borda, plurality
from .stv import irv, scottish_stv

METHODS: dict[str, Callable[[Ballots, str | None], Count]] = {
    "scottish_stv": scottish_stv,
    "irv": irv,
    "approval": approval,
    "plurality": plurality,
    "borda": borda,
}
