"""``{% load ui %}``: icons, dates in words, words in every language, and the parts that wrap a text.

Parts without a body are included: ``{% include "ui/components/tag.html" with kind="ok" words=… only %}``.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chapterhouse.ui import dates, icons
from chapterhouse.ui.shells import LANGUAGES, speaks_all
from chapterhouse.ui.statics import stylesheets

register = template.Library()


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    return mark_safe(icons.icon(name, size))  # noqa: S308 - drawn in icons.py


@register.simple_tag
def picture(name: str) -> SafeString:
    return mark_safe(icons.picture(name))  # noqa: S308 - drawn in icons.py


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(icons.mark())  # noqa: S308 - drawn in icons.py


# ---- words in every language


@register.simple_tag
def both(words: Any, **values: Any) -> SafeString | str:
    """The words in the reader's language; in a shell, in every language side by side.

    ``{% both _("Leave now") %}``. Named values fill ``{placeholders}``. The stylesheet shows the one whose
    ``lang`` is the document's, so a module only changes ``document.documentElement.lang``.
    """
    if not speaks_all.get():
        return _said(words, values)
    return format_html_join(
        "",
        '<span class="said" lang="{}">{}</span>',
        ((code, _said_in(code, words, values)) for code in LANGUAGES),
    )


@register.simple_tag
def both_title(words: Any) -> SafeString:
    """A shell's ``<title>``, from which ``shell.js`` makes the one of each step."""
    spoken = format_html_join("", ' data-{}="{}"', ((code, _said_in(code, words, {})) for code in LANGUAGES))
    return format_html("<title{}>{}</title>", spoken, words)


def _said_in(code: str, words: Any, values: dict[str, Any]) -> str:
    with translation.override(code):
        return _said(words, values)


def _said(words: Any, values: dict[str, Any]) -> str:
    text = translation.gettext(words) if type(words) is str or isinstance(words, SafeString) else str(words)
    return text.format(**values) if values else text


class BothBlock(template.Node):
    """``{% bothblock "div" %}…{% endbothblock %}``: its body in every language, each in its own element."""

    def __init__(self, body: NodeList, element: str, everywhere: bool) -> None:
        self.body, self.element, self.everywhere = body, element, everywhere

    def render(self, context: template.Context) -> SafeString:
        if not (self.everywhere or speaks_all.get()):
            return self.body.render(context)
        opening = '<{0} lang="{1}">{2}</{0}>' if self.everywhere else '<{0} class="said" lang="{1}">{2}</{0}>'
        bodies = ((self.element, code, self._in(code, context)) for code in LANGUAGES)
        return format_html_join("\n", opening, bodies)

    def _in(self, code: str, context: template.Context) -> SafeString:
        with translation.override(code):
            return self.body.render(context)


@register.tag
def bothblock(parser: Parser, token: Token) -> BothBlock:
    """``{% bothblock ["element"] [everywhere] %}``.

    In a shell the body is rendered once in each language (inside, use ``translate`` and ``blocktranslate``);
    elsewhere once, bare. ``everywhere``: on any page in every language and always shown, for pages where
    no script chooses.
    """
    words = [word.strip("\"'") for word in token.split_contents()[1:]]
    everywhere = "everywhere" in words
    element = next((word for word in words if word != "everywhere"), "span")
    body = parser.parse(("endbothblock",))
    parser.delete_first_token()
    return BothBlock(body, element, everywhere)


# ---- addresses


@register.simple_tag(takes_context=True)
def onward(context: template.Context, address: str) -> str:
    """A link of a public page, keeping the language that this page's address asked for (``?lang=``):
    ``{% url "support:start" as start %}<a href="{% onward start %}">``. Addresses elsewhere stay as they are.
    """
    query = str(context.get("onward", ""))
    if not query or not address.startswith("/"):
        return address
    path, hash_sign, place = address.partition("#")
    return path + (query.replace("?", "&") if "?" in path else query) + hash_sign + place


# ---- forms


@register.filter
def wrong(form: BaseForm) -> list[tuple[str, str]]:
    """What is wrong with a form: (id of the control, message) pairs in the order of the page; the form's own
    errors come first and lead nowhere."""
    found = [("", str(message)) for message in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        found += [(target, str(message)) for message in field.errors]
    return found


# ---- dates


def _language() -> str:
    return (translation.get_language() or "en").split("-")[0]


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _time(value: date | datetime, words: str) -> SafeString:
    stamp = value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.filter
def day(value: date | datetime, extent: str = "") -> SafeString:
    """``Sunday 22 November`` in the organisation's zone. ``|day:"year"`` adds it, ``|day:"plain"`` is
    ``2 November 2026``."""
    local = _local(value)
    year, weekday = extent in {"year", "plain"}, extent != "plain"
    return _time(local, dates.day_words(local, _language(), year=year, weekday=weekday))


@register.filter
def moment(value: datetime, extent: str = "") -> SafeString:
    """``Sunday 22 November, 5 pm`` in the organisation's zone. ``|moment:"year"`` adds the year,
    ``|moment:"zone"`` the zone, wherever two readers could differ."""
    local = timezone.localtime(value)
    words = dates.moment_words(local, _language(), year=extent == "year")
    return _time(local, f"{words}{dates.HARD}{local.tzname()}" if extent == "zone" else words)


@register.inclusion_tag("ui/components/leaf.html")
def leaf(value: date | datetime, below: str = "month") -> dict[str, Any]:
    """A day as a calendar leaf, over its ``month`` or its ``weekday``; the date in words stands beside it."""
    local = _local(value)
    names = dates.WEEKDAYS if below == "weekday" else dates.MONTHS
    index = local.weekday() if below == "weekday" else local.month - 1
    return {"stamp": local.isoformat(), "day": local.day, "below": names[_language()][index][:3]}


@register.inclusion_tag("ui/components/due.html")
def due(moment: datetime, at: datetime, stopped: str = "") -> dict[str, Any]:
    """A clock in words (ui design, 6.5).

    Args:
        moment: when it is due.
        at: the moment of looking.
        stopped: why the clock stands, if it does: "waiting for Ana".
    """
    zone = timezone.get_current_timezone()
    standing = dates.standing(moment, at=at, zone=zone)
    hour = dates.hour_words(moment.astimezone(zone), _language())
    return {"moment": moment, "standing": standing, "hour": hour, "stopped": stopped}


# ---- parts that wrap a text


def _part(name: str, body: str, **values: Any) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", {"body": body, **values})


@register.simple_block_tag
def notice(content: str, title: str, kind: str = "note") -> SafeString:
    """``{% notice _("Good to know") kind="warn" %}…{% endnotice %}``: note, warn, stop or ok."""
    return _part("notice", content, title=title, kind=kind)


@register.simple_block_tag
def care_card(content: str, title: str, level: str, id: str) -> SafeString:
    """Help in three levels, spoken as well as coloured: talk, soon, now; ``keep`` beside *do not*."""
    symbol = {"talk": "talk", "soon": "clock", "keep": "check"}.get(level, "alert")
    return _part("care-card", content, title=title, level=level, id=id, symbol=symbol)


@register.simple_block_tag
def card(content: str, title: str, url: str = "", level: int = 2) -> SafeString:
    """A thing that can be opened: its heading is the link."""
    return _part("card", content, title=title, url=url, level=level)


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """What would be here, and what to do, in one sentence."""
    return _part("empty", content)


@register.simple_block_tag
def dialog(content: str, title: str, id: str) -> SafeString:
    """A native dialog, only for a question whose answer changes the page under it."""
    return _part("dialog", content, title=title, id=id)


@register.simple_block_tag
def message(content: str, sender: str, moment: datetime, ours: bool = False, new: bool = False) -> SafeString:
    """A message of a conversation; its body is usually a ``<sealed-text>``."""
    return _part("message", content, sender=sender, moment=moment, ours=ours, new=new)


register.simple_tag(stylesheets)
