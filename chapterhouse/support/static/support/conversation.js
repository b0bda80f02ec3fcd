// @ts-check
/** One conversation on the page: what happens next, its messages, who can read it. */

import { openFile } from "../sealing/channel.js";
import { REPORTER, usernameOf } from "../sealing/cards.js";
import { timesIn, timesPart } from "./appointments.js";
import { all, ask, listed, make, one, phrase, tell } from "./page.js";
import { isDraft, draftPart } from "./story.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("../sealing/channel.js").Opened} Opened */
/** @typedef {import("../sealing/channel.js").Shut} Shut */
/** What the server gives for a code.
 * @typedef {import("../sealing/mailbox.js").MailboxData & import("./appointments.js").Given & import("./plan.js").Given & {
 *   outside: import("./outside.js").Body[], offers: import("./story.js").Offer[], informal: boolean, asks_opinion: boolean, people: Record<string, import("./page.js").Person>,
 *   told: boolean, readers: string[], working: string[], reachable: string[], hears_lateness: string[], stopped: boolean, another_asked: boolean,
 *   guest: boolean, beside: import("./beside.js").Beside[], standing: import("./beside.js").Standing | null, consents: { number: number, step: string, at: string, when: Words }[],
 *   wait: import("./choices.js").Wait | null, asked_of_links: boolean,
 *   closed: { day: Words, until: Words | null } | null, formal: import("./formal.js").Formal | null,
 *   panel: import("./panel.js").Panel | null,
 *   promise: { by: Words, late: boolean, new_date: Words | null } | null, outcome: { by: Words, late: boolean } | null }} View */
/** An entry as the server gives it. @typedef {import("../sealing/channel.js").EntryData & { received: string,
 *   when: Words, files: { sha256: string, arrived: boolean }[] }} Row */
/** What its parts do: each says where its answer is told, to which address of the mailbox it goes, and whether it was done.
 * @typedef {{ seal: (where: string, address: string, body: any, done: Words, more?: object) => Promise<boolean>,
 *   change: (where: string, address: string, done: Words, more?: object) => Promise<boolean> }} Act */
/** A conversation that is open.
 * @typedef {{ view: View, auth: string, act: Act, channel: import("../sealing/channel.js").Channel, entries: (Opened | Shut)[] }} Talk */

/** Messages that belong to a plan: a wording of it, an apology, how a step goes. */
const OF_PLANS = ["plan", "apology", "done", "hard", "help"];

/** @param {Talk} talk */
export function showTalk(talk) {
  const { view, channel, entries } = talk;
  const { promise, outcome, stopped, closed, wait } = view;
  const { by = "", late = false, new_date = null } = promise ?? {};
  const due = !promise ? (wait?.until ? "waits" : "nothing-due") : !late ? "answer-by" : new_date ? "late" : "late-no-date";
  const { day = "", until = null } = closed ?? {};
  const stands = closed ? (view.standing ? "closed-beside" : until ? "closed" : "closed-held") : stopped ? (view.guest ? "left" : "stopped") : due;
  tell("[data-promise]", phrase(stands, { by, new_date: new_date ?? "", day, until: until ?? "" }));
  tell("[data-outcome]", outcome ? phrase(outcome.late ? "outcome-late" : "outcome-by", { by: outcome.by }) : "");
  tell("[data-matched]", wait?.matched && !stopped && !closed ? phrase("matched") : "");
  const names = listed(view.working.map((username) => view.people[username]?.name ?? username));
  tell("[data-working]", stopped || closed || !view.told ? "" : phrase(view.working.length ? "taken-on" : "called", { names }));
  one("[data-unaccepted]").hidden = !channel.problem;
  one("[data-reply-part]").hidden = Boolean(channel.problem || (closed && view.standing));
  one("[data-another]").hidden = view.another_asked;
  one("[data-stop]").hidden = stopped;
  one("[data-choices]").hidden = Boolean(closed);
  showFor(view.standing ? "supporter" : view.guest ? "guest" : "first");
  const lastOwn = entries.map((entry) => "author" in entry && entry.author === REPORTER).lastIndexOf(true);
  const rows = entries.map((entry, at) => message(talk, entry, at > lastOwn));
  one("[data-messages]").replaceChildren(...rows.reverse());
}

/** Whose case it is, who was invited and who stands beside somebody are told different things. @param {"first" | "guest" | "supporter"} who */
export function showFor(who) {
  for (const part of all("[data-for]")) part.hidden = !(part.dataset.for ?? "").split(" ").includes(who);
}

/** What they agreed to, each with a way to take it back.
 * @param {View} view @param {(number: number) => void} takeBack */
export function showConsents({ consents }, takeBack) {
  one("[data-agreed]").hidden = !consents.length;
  one("[data-consents]").replaceChildren(...consents.map(({ number, step, at, when }) => {
    const what = phrase(`step-${step}`);
    const button = make("button", { class: "button button--quiet", type: "button" }, phrase("take-back"), make("span", { class: "hidden-words" }, ": ", what));
    button.addEventListener("click", () => takeBack(number));
    const day = make("time", { class: "soft small", datetime: at }, when);
    return make("li", { class: "task" }, make("p", {}, make("strong", {}, what), make("br", {}), day), button);
  }));
}

/** @param {Talk} talk @param {Opened | Shut} entry @param {boolean} fresh */
function message(talk, entry, fresh) {
  const row = /** @type {Row} */ (talk.view.party.entries.find(({ uuid }) => uuid === entry.uuid));
  const when = make("time", { class: "message__when", datetime: row.received }, row.when);
  if ("error" in entry) return make("article", { class: "message" }, when, make("p", {}, phrase("cannot")));
  const { author, gap, files } = entry;
  const mine = author === REPORTER;
  const from = make("h3", { class: "message__from" }, mine ? phrase("you") : nameOf(author, talk.view));
  const tag = fresh && author && !mine ? [make("span", { class: "tag tag--note" }, phrase("new"))] : [];
  const missing = gap ? [make("p", { class: "notice notice--warn" }, phrase("gap"))] : [];
  return make("article", { class: mine ? "message message--ours" : "message" },
    make("header", { class: "message__head" }, from, when, ...tag), ...missing, written(talk, entry, Boolean(author) && !mine),
    ...files.map((file) => attachment(talk, entry, file, row)));
}

/** Whatever names the server gives, nobody's words have a name but those of whom the signature is.
 * @param {string | null} author @param {View} view @returns {Words} */
const nameOf = (author, { people }) =>
  author ? (people[usernameOf(author)]?.name ?? usernameOf(author)) : phrase("not-verified");

/** Whoever sealed it may have written anything, and officers may have sealed it again: the rest is shown all the same.
 * @param {Talk} talk @param {Opened} entry @param {boolean} trusted whether one of those who read here signed it */
function written(talk, { uuid, body }, trusted) {
  try {
    const times = timesIn(body);
    if (times) return timesPart(talk, times, trusted);
    return trusted && isDraft(body) ? draftPart(talk, uuid, body) : said(body);
  } catch {
    return make("p", { class: "sealed__text" }, JSON.stringify(body));
  }
}

/** A message as it was written, a report as its answers. @param {any} body */
export function said(body) {
  if (typeof body === "string") return make("p", { class: "sealed__text" }, body);
  const named = OF_PLANS.find((code) => code === (body?.says ?? body?.kind));
  if (named) {
    const head = phrase(`said-${named}`, { step: String(body.step), version: String(body.version) });
    return make("div", { class: "stack stack--tight" }, make("p", {}, make("strong", {}, head)), make("p", { class: "sealed__text" }, String(body.text ?? "")));
  }
  const { kind, of, door, lang, options, answers = [], ...rest } = body ?? {};
  const rows = answers.flatMap((/** @type {any} */ { question, answer }) =>
    [make("dt", {}, question), ...answer.map((/** @type {Words} */ line) => make("dd", { class: "sealed__text" }, line))]);
  return make("dl", {}, ...Object.values(rest).map((text) => make("dd", { class: "sealed__text" }, String(text))), ...rows);
}

/** @param {Talk} talk @param {Opened} entry @param {import("../sealing/statements.js").Attachment} file @param {Row} row */
function attachment({ auth, channel }, { version }, file, row) {
  const { name, sha256, size } = file;
  const arrived = row.files.some((kept) => kept.arrived && kept.sha256 === sha256);
  if (!arrived) return make("p", { class: "soft" }, phrase("file-missing", { name }));
  const words = phrase("get-file", { name, size: String(Math.ceil(size / 1024)) });
  const button = make("button", { class: "button button--quiet", type: "button" }, words);
  button.addEventListener("click", async () => {
    try {
      const bytes = await openFile(channel, version, file, new Uint8Array(await ask("mailbox/file/", { auth, sha256 })));
      const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
      make("a", { href: address, download: name }).click();
    } catch {
      tell(button, phrase("cannot"));
    }
  });
  return make("p", {}, button);
}

/** Who can read it, each with a way to shut them out where there is one. Who holds the key stands in what its holders
 * signed, so that the server can keep none of them off the list.
 * @param {View & { holders: string[] }} view @param {(username: string, name: string) => void} shutOut */
export function showReaders({ people, holders, readers, reachable, hears_lateness, guest }, shutOut) {
  const rows = [...new Set([...holders, ...readers, ...reachable])].map((username) => {
    const { name = username, office = "" } = people[username] ?? {};
    const without = hears_lateness.includes(username) ? "cannot-read" : "reads-no-more";
    const how = readers.includes(username) ? "can-read" : holders.includes(username) ? "holds-key" : without;
    const about = make("span", { class: "soft small" }, office ?? "", " · ", phrase(how));
    const hidden = make("span", { class: "hidden-words" }, ": ", name);
    const button = make("button", { class: "button button--quiet", type: "button" }, phrase("must-not"), hidden);
    button.addEventListener("click", () => shutOut(username, name));
    const buttons = !guest && [...readers, ...reachable].includes(username) ? [button] : [];
    return make("li", { class: "task" }, make("p", {}, make("strong", {}, name), make("br", {}), about), ...buttons);
  });
  one("[data-who]").replaceChildren(...rows);
}
