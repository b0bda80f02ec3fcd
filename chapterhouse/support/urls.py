"""Addresses of the public doors. None of them says what the trouble is."""

from django.urls import include, path, register_converter

from chapterhouse.ui.shells import shell_view

from .views import (
    appointments,
    beside,
    export,
    formal,
    guide,
    invitations,
    linking,
    mailbox,
    offers,
    ours,
    pages,
    plans,
    proposals,
    reports,
)


class Sha256:
    """The hash of a sealed file, in hex."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256, "sha256")

doors = [
    path("", pages.start, name="start"),
    path("process.toml", pages.process, name="process"),
    path("rules/", pages.rules, name="rules"),
    path("rules/<slug:slug>-<int:number>.toml", pages.earlier, name="earlier"),
    path("routes/", pages.routes, name="routes"),
    path("proposals/", proposals.propose, name="propose"),
    path("proposals/thanks/", proposals.thanks, name="proposed"),
    path("readers/", pages.readers, name="readers"),
    path("write/", shell_view("support/write.html"), name="write"),
    path("return/", shell_view("support/return.html"), name="return"),
    path("doors.json", reports.doors, name="doors"),
    path("reports/", reports.report, name="report"),
    path("files/<sha256:sha256>/", reports.file, name="file"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/entries/", mailbox.entries, name="mailbox-entries"),
    path("mailbox/exclusions/", mailbox.exclusions, name="mailbox-exclusions"),
    path("mailbox/stop/", mailbox.stop, name="mailbox-stop"),
    path("mailbox/consents/withdrawal/", mailbox.withdrawal, name="mailbox-withdrawal"),
    path("mailbox/another/", mailbox.another, name="mailbox-another"),
    path("mailbox/wait/", linking.wait, name="mailbox-wait"),
    path("mailbox/links/", linking.said, name="mailbox-links"),
    path("mailbox/file/", mailbox.file, name="mailbox-file"),
    path("mailbox/appointments/", appointments.asked, name="mailbox-ask"),
    path("mailbox/appointments/time/", appointments.picked, name="mailbox-pick"),
    path("mailbox/appointments/answer/", appointments.said, name="mailbox-answer"),
    path("mailbox/formal/offer/", formal.offer, name="mailbox-informal"),
    path("mailbox/formal/notice/", formal.notice, name="mailbox-notice"),
    path("mailbox/formal/appeal/", formal.appeal, name="mailbox-appeal"),
    path("mailbox/formal/retaliation/", formal.retaliated, name="mailbox-retaliation"),
    path("mailbox/panel/statement/", formal.impartial, name="mailbox-impartial"),
    path("mailbox/panel/decision/", formal.panel_decision, name="mailbox-panel-decision"),
    path("mailbox/offers/answer/", offers.answered, name="mailbox-offer"),
    path("mailbox/beside/", beside.asked, name="mailbox-beside"),
    path("mailbox/beside/said/", beside.said, name="mailbox-beside-said"),
    path("mailbox/beside/entries/", beside.written, name="mailbox-beside-entries"),
    path("mailbox/outside/", mailbox.outside, name="mailbox-outside"),
    path("mailbox/opinions/", mailbox.opinions, name="mailbox-opinion"),
    path("mailbox/plans/answer/", plans.answered, name="mailbox-plan-answer"),
    path("mailbox/plans/step/", plans.said, name="mailbox-step"),
    path("mailbox/plans/apology/", plans.apologised, name="mailbox-apology"),
    path("mailbox/plans/apology/back/", plans.took_back, name="mailbox-apology-back"),
    path("mailbox/apologies/answer/", plans.received, name="mailbox-apology-answer"),
    path("mailbox/export/", export.export, name="mailbox-export"),
    path("invitations/", invitations.letter, name="invitation"),
    path("invitations/join/", invitations.join, name="join"),
]

outside = [
    path("", guide.guide, name="guide"),
    path("sheet/", guide.sheet, name="sheet"),
    path("<slug:code>/", guide.entry, name="entry"),
    path("<slug:code>/wrong/", guide.wrong, name="wrong"),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("", include(([path("organisation/", ours.ours, name="ours")], "ours"))),
    path("help/", include(([path("", pages.in_order, name="help")], "help"))),
    path("", include(([path("officers/", pages.officers, name="officers")], "public"))),
    path("support/", include((doors, "support"))),
    path("referrals/", include((outside, "guide"))),
]
