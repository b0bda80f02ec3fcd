// @ts-check
/** A formal report that somebody makes of their own words. Until they send it, nothing is asked of the site. */

import { REPORTER } from "../sealing/cards.js";
import { mailboxOf } from "../sealing/mailbox.js";
import { buildReport } from "../sealing/report.js";
import { language } from "../ui/shell.js";
import { choice } from "./answers.js";
import { all, inOne, listed, make, one, phrase, tell, wordsOf } from "./page.js";

/** @typedef {import("./page.js").Data} Data */
/** @typedef {import("./page.js").Door} Door */
/** @typedef {import("./page.js").Words} Words */
/** @typedef {{ mailbox: import("../sealing/mailbox.js").Mailbox, sealed: import("./send.js").Sealed }} Made */

/** @type {Door} */
let door;
/** What was sealed and may not have arrived: sent again as it is, with the same code. @type {Made | null} */
let made = null;

/** @param {Data} data @returns {Door[]} the formal doors of this site that are open */
const doorsOf = ({ doors, formal }) => doors.filter(({ code, desk, closed }) => formal.includes(code) && desk && !closed);

/** A button for each formal door. @param {Data | null} data @param {(code: string) => void} go */
export function formalButtons(data, go) {
  const doors = data ? doorsOf(data) : [];
  one("[data-onward-formal]").hidden = !doors.length;
  one("[data-own-buttons]").replaceChildren(...doors.map(({ code, name }) => {
    const button = make("button", { class: "button button--quiet", type: "button" }, phrase("own-to", { name }));
    button.addEventListener("click", () => go(code));
    return button;
  }));
}

/** @param {any} body @returns {string} what somebody wrote, without what was only chosen */
export function textOf(body) {
  if (typeof body === "string") return body;
  if (body?.kind) return ""; // a time they chose, what they said of a draft
  const here = (/** @type {Words} */ words) => inOne(words, language());
  const rows = [body?.answers ?? []].flat();
  return rows.map((/** @type {any} */ { question, answer }) => [here(question), ...[answer].flat().map(here)].join("\n")).join("\n\n");
}

/** Fills the page with what the person wrote. @param {Data} data @param {import("./conversation.js").Talk} talk @param {string} code */
export function openFormal(data, { entries }, code) {
  door = /** @type {Door} */ (doorsOf(data).find((each) => each.code === code));
  made = null;
  const own = entries.flatMap((entry) => ("body" in entry && entry.author === REPORTER ? textOf(entry.body) : []));
  /** @type {HTMLTextAreaElement} */ (one("#own-text")).value = own.filter(Boolean).join("\n\n");
  tell("[data-own-for]", door.is_for);
  tell("[data-own-confidential]", door.confidentiality ?? "");
  one("[data-own-limits]").replaceChildren(...door.limits.map((limit) => make("li", {}, limit)));
  one("[data-own-reachable]").replaceChildren(...(data.reachable[door.desk] ?? []).map((value) => {
    const { name = value, office } = data.people[value] ?? {};
    return choice({ id: `own-${value}`, value, words: name, hints: office ? [office] : [] });
  }));
  one("[data-own]").oninput = () => sealAgain(data); // what is sealed is what stands on the page
  showReaders(data);
}

const excluded = () => all("[data-own-reachable] input:checked").map(({ value }) => value);

/** @param {Data} data */
function showReaders(data) {
  const left = (data.readers[door.desk] ?? []).filter((username) => !excluded().includes(username));
  const names = listed(left.map((username) => data.people[username]?.name ?? username));
  tell("[data-own-readers]", left.length ? phrase("own-read", { names, by: door.by }) : phrase("own-nobody"));
  one("[data-own-send]").toggleAttribute("disabled", !left.length);
}

/** The team has changed: who reads it now is shown, and it is sealed for them. @param {Data} data */
export function sealAgain(data) {
  made = null;
  showReaders(data);
}

/** Seals it as the questions would, to a mailbox of its own. @param {Data} data @returns {Promise<Made>} */
export async function sealFormal(data) {
  const mailbox = made?.mailbox ?? (await mailboxOf(data.site));
  const text = /** @type {HTMLTextAreaElement} */ (one("#own-text")).value.trim();
  const lang = language();
  const answers = [{ question: wordsOf(one("label[for=own-text]")), answer: [text] }];
  const sealed = made?.sealed ?? (await buildReport(data, mailbox, {
    ...{ desk: door.desk, door: door.code, excluded: excluded(), title: inOne(door.name, lang) },
    body: { door: door.code, lang, options: [], answers },
    people: { people: [], answers: [] },
  }));
  made = { mailbox, sealed };
  return made;
}
