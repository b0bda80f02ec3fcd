// @ts-check
/** The formal route on the return page: another way offered, an answer to a notice, an appeal, word of retaliation. */

import { REPORTER } from "../sealing/cards.js";
import { said } from "./conversation.js";
import { all, make, one, phrase, tell, wordsOf } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** What concerns this person. `until`: the last day, null while it has not begun.
 * @typedef {{ offered: boolean, notice: { until: Words | null, over: boolean, answered: Words | null } | null,
 *   advice: string[], appeal: { until: Words, over: boolean, asked: boolean, outcome: string, grounds: Words[] } | null }} Formal */

/** Where what was done is said. */
const ANSWER = "[data-formal-answer]";
/** The conversation as it is now. @type {Talk} */
let talk;

/** @param {Talk} now @param {import("./page.js").Data["doors"]} doors informal ones, which only the person can go to */
export function showFormal(now, doors) {
  talk = now;
  const { offered, notice, appeal, advice } = /** @type {Formal} */ (talk.view.formal);
  one("[data-offer]").hidden = !offered;
  one("[data-informal-doors]").replaceChildren(...doors.map(({ code, name, line }) =>
    make("li", {}, make("a", { href: `/support/write/#${code}`, rel: "noreferrer" }, name), ": ", line)));
  one("[data-notice]").hidden = !notice;
  one("[data-appeal]").hidden = !appeal;
  const told = talk.entries.filter((entry) => advice.includes(entry.uuid) && "body" in entry && entry.author && entry.author !== REPORTER);
  one("[data-advice]").hidden = !told.length;
  one("[data-advice-list]").replaceChildren(...told.map((entry) => make("li", { class: "plain__item" }, "body" in entry ? said(entry.body) : "")));
  if (notice) showNotice(notice);
  if (appeal) showAppeal(appeal);
}

/** @param {NonNullable<Formal["notice"]>} notice */
function showNotice({ until, over, answered }) {
  const state = answered ? "notice-answered" : !until ? "notice-open" : over ? "notice-over" : "notice-until";
  tell("[data-notice-until]", phrase(state, { day: answered ?? until ?? "" }));
  one("[data-answer-notice]").hidden = Boolean(answered);
}

/** @param {NonNullable<Formal["appeal"]>} appeal */
function showAppeal({ until, over, asked, outcome, grounds }) {
  const state = asked ? `appeal-${outcome || "asked"}` : over ? "appeal-over" : "appeal-until";
  tell("[data-appeal-until]", phrase(state, { day: until }));
  one("[data-ask-appeal]").hidden = asked || over;
  one("[data-grounds]").replaceChildren(...grounds.map((ground) => make("li", { class: "choices__item" },
    make("label", { class: "choice" }, make("input", { class: "choice__box", type: "checkbox" }), make("span", {}, ground)))));
}

/** @param {boolean} accept */
async function sayToOffer(accept) {
  await talk.act.change(ANSWER, "formal/offer/", phrase(accept ? "offer-taken" : "offer-declined"), { accept });
  one(ANSWER).focus();
}

/** What was chosen and the words, sealed together: the server learns neither, only that there was an answer.
 * @param {string} about which of the three, as its phrases and fields are called @param {string} head its question
 * @param {HTMLInputElement[]} [chosen] */
async function seal(about, head, chosen = []) {
  const text = /** @type {HTMLTextAreaElement} */ (one(`#${about}-text`));
  const words = text.value.trim();
  const ticked = chosen.map(({ labels }) => wordsOf(/** @type {HTMLElement} */ (labels?.[0])));
  if (!words && !ticked.length) tell(ANSWER, phrase(about === "retaliation" ? "retaliation-empty" : `${about}-choose`));
  else {
    const said = ticked.length ? [{ question: phrase(head), answer: ticked }] : [];
    const more = words ? [{ question: phrase(about === "retaliation" ? head : `${about}-more`), answer: [words] }] : [];
    if (await talk.act.seal(ANSWER, `formal/${about}/`, { answers: [...said, ...more] }, phrase(`${about}-sent`))) text.value = "";
  }
  one(ANSWER).focus();
}

one("[data-take-offer]").addEventListener("click", () => void sayToOffer(true));
one("[data-decline-offer]").addEventListener("click", () => void sayToOffer(false));
one("[data-answer-notice]").addEventListener("submit", () => void seal("notice", "notice-said", all("[name=notice-kind]:checked")));
one("[data-ask-appeal]").addEventListener("submit", () => void seal("appeal", "appeal-why", all("[data-grounds] input:checked")));
one("[data-tell-retaliation]").addEventListener("submit", () => void seal("retaliation", "retaliation-said"));
