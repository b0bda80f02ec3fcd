"""How figures are printed: the measure, its limit, and how much of the limit it takes."""

import os
import sys

_missed = False


def figure(name: str, value: float, unit: str, *, most: float | None = None, digits: int = 1) -> None:
    """Print a figure, and its limit beside it where there is one.

    Args:
        most: the limit, in the same unit.
        digits: behind the point.
    """
    global _missed
    said = f"  {name:<58} {value:>9,.{digits}f} {unit:<8}"
    if most is not None:
        missed = round(value, digits) > most
        _missed = _missed or missed
        said += f" limit {most:>7,g}   {value / most:>5.0%}{'   MISSED' if missed else ''}"
    print(said.rstrip(), flush=True)


def must_hold(name: str, holds: bool) -> None:
    """Print something that is so or not."""
    global _missed
    _missed = _missed or not holds
    print(f"  {name:<58} {'yes' if holds else 'NO   MISSED'}", flush=True)


def end() -> None:
    """The end of a measurement: how busy the machine was besides, and whether a limit was missed."""
    print(f"  (load of the machine in the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)")
    sys.exit(_missed)
