"""Every picture of ours, drawn inline and always beside words. Paths only: no colour, no size, no text."""

STROKES = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

ICONS = {
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "exit": '<path d="M14 4h5v16h-5M4 12h11M11 8l4 4-4 4"/>',
    "alert": '<path d="M12 4 2.5 20h19z"/><path d="M12 10v5M12 17.5v.1"/>',
    "check": '<path d="M5 13l4 4L19 7"/>',
    "talk": '<path d="M4 5h16v11H11l-5 4v-4H4z"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "locked": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "open": '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 7.5-2"/>',
    "print": '<path d="M7 8V4h10v4M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "copy": '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>',
    "save": '<path d="M12 4v11M7 11l5 5 5-5M4 20h16"/>',
    "file": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>',
}

DOOR = '<path d="M6 62V28a22 22 0 0 1 44 0v34"/><path d="M12 62V28a16 16 0 0 1 32 0v34{shade}"/>'
GROUND = '<path d="M1 62h54" stroke-linecap="round"/>'
PICTURES = {
    "door": DOOR.replace("{shade}", "")
    + '<path d="M12 62V28A16 16 0 0 1 28 12l8 6v44z" fill="currentColor" fill-opacity=".16"/>'
    + '<circle cx="31" cy="40" r="1.6" fill="currentColor"/>'
    + GROUND,
    "keyhole": DOOR.replace('{shade}"', 'z" fill="currentColor" fill-opacity=".16"')
    + '<circle cx="28" cy="36" r="4"/><path d="M28 40v9" stroke-linecap="round"/>'
    + GROUND,
}

MARK = (
    '<g fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="M4 20 24 4l20 16"/><path d="M9 17v26M39 17v26M3 43h42"/><path d="M15 43V31a9 9 0 0 1 18 0v12"/>'
    '</g><path d="M15 43V31a9 9 0 0 1 9-9v21z" fill="currentColor"/>'
)


def icon(name: str, size: int = 20) -> str:
    """The SVG of an icon.

    Args:
        name: a key of ``ICONS``.
        size: width and height in CSS pixels.
    """
    return (
        f'<svg class="icon" viewBox="0 0 24 24" width="{size:d}" height="{size:d}" {STROKES}'
        f' aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )


def picture(name: str) -> str:
    """The SVG that stands in a door's arch: ``door`` (a way in) or ``keyhole`` (a way back in)."""
    return (
        '<svg class="door__picture" viewBox="0 0 56 64" width="56" height="64" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"'
        f' focusable="false">{PICTURES[name]}</svg>'
    )


def mark() -> str:
    """Our mark: a house with an open door."""
    return (
        f'<svg class="mark" viewBox="0 0 48 46" width="46" height="44" aria-hidden="true" focusable="false">'
        f"{MARK}</svg>"
    )
