// @ts-check
/** One's own plan on the return page: read, agreed to, how a step goes, an apology; and one that was offered. */

import { REPORTER } from "../sealing/cards.js";
import { make, one, phrase, tell } from "./page.js";
import { end } from "./steps.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** @typedef {{ number: number, kind: Words, care: string, who: "holder" | "officer" | "supporter", officer: string | null, starts: Words | null,
 *   due: Words, waits: boolean, arranged: boolean, done: Words | null, hard: Words | null }} Step */
/** `words`: the entry that says it, null where it went to somebody else; `waits`: for a second responder; `apology`: where theirs is.
 * @typedef {{ number: number, version: number, words: string | null, written: Words, ends: Words, review_on: Words, agreed: Words | null,
 *   waits: boolean, outcome: string, steps: Step[], check_ins: { rhythm: Words | null, next: Words | null },
 *   apology: "" | "with-us" | "given-back" | "delivered" | "withdrawn" }} Plan */
/** @typedef {{ plans: Plan[], apologies: { number: number, state: "offered" | "delivered" | "withdrawn", answer: "" | "yes" | "no" }[] }} Given */
/** What a plan says, once it is open. @typedef {{ texts: Record<string, string>, steps: { number: number, what: string, name: string }[] }} Wording */

/** Where what was done is said. */
const ANSWER = "[data-plan-answer]";
const TEXTS = ["support", "set_backs", "not_ours", "done_when", "if_not", "agreed"];
/** Which plan stands on the page of its own. */
let shown = 0;

/** @param {Words} words @param {() => unknown} work @param {...Node} more */
function button(words, work, ...more) {
  const made = make("button", { class: "button button--quiet", type: "button" }, words, ...more);
  made.addEventListener("click", work);
  return made;
}

/** Everything of one's plans, and what was offered. @param {Talk} talk */
export function showPlans(talk) {
  const { plans, apologies } = talk.view;
  one("[data-plans]").hidden = !plans.length && !apologies.length;
  one("[data-plan-list]").replaceChildren(...plans.map((plan) => card(talk, plan)).reverse(), ...apologies.map((row) => offered(talk, row)));
  const plan = plans.find(({ number }) => number === shown);
  if (plan) showPlan(talk, plan);
}

/** @param {Talk} talk @param {Plan} plan */
function card(talk, plan) {
  const open = button(phrase("open-plan"), () => {
    shown = plan.number;
    tell(ANSWER, "");
    one(".masthead").classList.add("no-print"); // whoever finds the paper learns of no organisation
    showPlan(talk, plan);
    end("plan");
  });
  const title = make("h3", { class: "card__title" }, phrase("your-plan", { version: String(plan.version) }));
  return make("article", { class: "card" }, title, make("p", {}, standing(plan)), make("p", {}, open));
}

/** @param {Plan} plan @returns {Words} where it stands, in a sentence */
function standing({ outcome, agreed, waits, ends }) {
  if (outcome) return phrase(`plan-${outcome}`);
  if (agreed) return phrase("plan-agreed", { day: agreed, ends });
  return phrase(waits ? "plan-waits" : "plan-asks");
}

/** @param {Talk} talk @param {Plan} plan @returns {Wording | null} null: it cannot be opened, or none of its readers signed it */
function wordingOf({ entries }, plan) {
  const entry = entries.find(({ uuid }) => uuid === plan.words);
  if (!entry || !("body" in entry) || !entry.author || entry.author === REPORTER || entry.body?.kind !== "plan") return null;
  return { texts: entry.body.texts ?? {}, steps: [entry.body.steps ?? []].flat() };
}

/** @param {Talk} talk @param {Plan} plan */
function showPlan(talk, plan) {
  const wording = wordingOf(talk, plan);
  const open = !plan.outcome && Boolean(wording) && !talk.channel.problem;
  tell("[data-plan-version]", phrase("plan-version", { version: String(plan.version), day: plan.written }));
  tell("[data-plan-standing]", wording ? standing(plan) : phrase(plan.words ? "cannot" : "plan-sealed-anew"));
  tell("[data-plan-want]", String(wording?.texts.want ?? ""));
  one("[data-plan-steps]").replaceChildren(...plan.steps.map((step) => stepPart(talk, plan, step, wording)));
  one("[data-plan-texts]").replaceChildren(...TEXTS.flatMap((code) => {
    const text = String(wording?.texts[code] ?? "");
    return text ? [make("section", { class: "card" }, make("h2", { class: "card__title" }, phrase(`plan-text-${code}`)), make("p", { class: "sealed__text" }, text))] : [];
  }));
  tell("[data-plan-review]", phrase("plan-review", { day: plan.review_on, ends: plan.ends }));
  const { rhythm, next } = plan.check_ins;
  tell("[data-plan-check-ins]", next ? phrase("next-check-in", { when: next }) : rhythm ? phrase("check-in-rhythm", { rhythm }) : "");
  one("[data-plan-yes]").replaceChildren(...(open ? yesPart(talk, plan) : []));
  one("[data-plan-apology]").replaceChildren(...(open || plan.apology === "with-us" ? apologyPart(talk, plan) : []));
}

/** Agreeing, or taking one's yes back: both are said with what they mean. @param {Talk} talk @param {Plan} plan */
function yesPart({ act }, { number, version, agreed, waits }) {
  const say = (/** @type {string} */ says, /** @type {string} */ done) => done_(act.change(ANSWER, "plans/answer/", phrase(done), { number, version, says }));
  if (agreed) return [make("p", {}, phrase("plan-back-means")), make("p", {}, button(phrase("plan-take-back"), () => say("back", "plan-taken-back")))];
  if (waits) return [];
  const yes = make("button", { class: "button", type: "button" }, phrase("plan-agree"));
  yes.addEventListener("click", () => say("yes", "plan-agreed-now"));
  return [make("p", {}, phrase("plan-yes-means")), make("p", { class: "cluster" }, yes)];
}

/** What was pressed is gone: what came of it is read out instead. @param {Promise<unknown>} work */
async function done_(work) {
  await work;
  one(ANSWER).focus();
}

/** @param {Talk} talk @param {Plan} plan @param {Step} step @param {Wording | null} wording */
function stepPart(talk, plan, step, wording) {
  const words = wording?.steps.find(({ number }) => number === step.number);
  const { name = "" } = talk.view.people[step.officer ?? ""] ?? {};
  const who = { holder: phrase("you"), officer: name, supporter: String(words?.name ?? "") }[step.who];
  const when = step.starts ? phrase("step-span", { starts: step.starts, due: step.due }) : phrase("step-by", { due: step.due });
  const care = step.care === "together" && step.arranged ? "arranged" : step.care;
  const cares = ["apology", "together", "arranged"].includes(care) ? [make("p", { class: "small" }, phrase(`care-${care}`))] : [];
  const title = make("h3", { class: "task__title" }, String(words?.what ?? ""));
  const kind = make("p", { class: "small soft" }, step.kind, " · ", who, " · ", when);
  const state = step.done ? phrase("step-done-on", { day: step.done }) : step.waits ? phrase("step-waits") : step.hard ? phrase("step-hard-on", { day: step.hard }) : phrase("step-open");
  const tag = make("p", { class: `tag${step.done ? " tag--ok" : ""}` }, state);
  const parts = [make("div", { class: "stack stack--tight" }, title, kind, ...cares), tag];
  const mine = !plan.outcome && !step.done && wording && !talk.channel.problem;
  return make("li", { class: "task" }, ...parts, ...(mine ? [sayPart(talk, plan, step)] : []));
}

/** How it goes, in one's own words or with none. @param {Talk} talk @param {Plan} plan @param {Step} step */
function sayPart({ act }, { number, agreed }, { number: step }) {
  const id = `how-${number}-${step}`;
  const box = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "field__control", id, rows: "2" }));
  const say = (/** @type {string} */ says) => {
    const body = { kind: "step", plan: number, step, says, text: box.value.trim() };
    return done_(act.seal(ANSWER, "plans/step/", body, phrase(`told-${says}`), { number, step, says }));
  };
  const field = make("div", { class: "field" }, make("label", { class: "field__label", for: id }, phrase("how-it-goes")), box);
  const buttons = [...(agreed ? ["done"] : []), "hard", "help"].map((says) => button(phrase(`say-${says}`), () => say(says)));
  return make("details", { class: "no-print" }, make("summary", {}, phrase("say-how")), make("div", { class: "stack" }, field, make("p", { class: "cluster" }, ...buttons)));
}

/** One's own apology. Where it is, and no more: nobody is judged by an answer. @param {Talk} talk @param {Plan} plan */
function apologyPart({ act }, { number, apology }) {
  const back = button(phrase("apology-take-back"), () => done_(act.change(ANSWER, "plans/apology/back/", phrase("apology-taken-back"), { number, says: "back" })));
  const where = apology ? [make("p", {}, phrase(`apology-${apology}`))] : [];
  if (apology === "with-us") return [...where, make("p", {}, back)];
  const id = `apology-${number}`;
  const box = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "field__control", id, rows: "5", "aria-describedby": `${id}-hint` }));
  const give = button(phrase("apology-give"), () => {
    const text = box.value.trim();
    if (!text) return tell(ANSWER, phrase("apology-empty"));
    return done_(act.seal(ANSWER, "plans/apology/", { kind: "apology", text }, phrase("apology-given"), { number }));
  });
  const label = make("label", { class: "field__label", for: id }, phrase("apology-label"));
  const hint = make("p", { class: "hint", id: `${id}-hint` }, phrase("apology-hint"));
  return [...where, make("details", { class: "card" }, make("summary", { class: "card__title" }, phrase("apology-write")),
    make("div", { class: "stack" }, make("div", { class: "field" }, label, hint, box), make("p", {}, give)))];
}

/** What was offered: yes, no, or no answer at all. @param {Talk} talk @param {Given["apologies"][number]} row */
function offered({ act }, { number, state, answer }) {
  const title = make("h3", { class: "card__title" }, phrase("offered"));
  const say = (/** @type {"yes" | "no"} */ says) => async () => {
    await act.change("[data-offered-answer]", "apologies/answer/", phrase(`offered-said-${says}`), { number, says });
    one("[data-offered-answer]").focus();
  };
  const choices = [button(phrase("offered-yes"), say("yes")), button(phrase("offered-no"), say("no"))];
  const open = state === "offered" ? [make("p", { class: "cluster" }, ...choices.filter((_, at) => ["yes", "no"][at] !== answer))] : [];
  return make("article", { class: "card" }, title, make("p", {}, phrase(state === "offered" ? `offered-${answer ? `said-${answer}` : "asks"}` : `offered-is-${state}`)), ...open);
}

one("[data-plan-back]").addEventListener("click", () => end("inside"));
one("[data-plan-print]").addEventListener("click", () => print());
