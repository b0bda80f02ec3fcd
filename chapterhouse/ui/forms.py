"""How Django's forms look: our field, our choices, our error summary, with Django's own aria attributes."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest

CHOICES = {
    "django/forms/widgets/radio.html": "ui/components/choices.html",
    "django/forms/widgets/checkbox_select.html": "ui/components/choices.html",
}
CLASSES = {"checkbox": "choice__box", "hidden": ""}


class Renderer(DjangoTemplates):
    """The project's ``FORM_RENDERER``; every form of ours and of the sign-in library goes through it."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        widget = context.get("widget")
        if widget and template_name not in CHOICES:
            style = CLASSES.get(widget.get("type", ""), "field__control")
            if style:
                widget["attrs"].setdefault("class", style)
        return super().render(CHOICES.get(template_name, template_name), context, request)
