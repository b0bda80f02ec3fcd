// @ts-check
/** Drafts that somebody was shown, with what they say to each point; and offers, with their own yes or no. */

import { REPORTER } from "../sealing/cards.js";
import { make, one, phrase } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** `words` is the message that says with whom. @typedef {{ number: number, when: Words, words: string | null, accepted: boolean | null }} Offer */
/** @typedef {{ part: string, question: Words, answer: string[] }} Point */

/** Whether a message is a narrative or a roadmap. @param {any} body */
export const isDraft = (body) => ["narrative", "roadmap"].includes(body?.kind) && Array.isArray(body.answers);

/** @param {string} name @param {() => unknown} work @param {...(Words | Node)} more */
function button(name, work, ...more) {
  const made = make("button", { class: "button button--quiet", type: "button" }, phrase(name), ...more);
  made.addEventListener("click", work);
  return made;
}

/** @param {Talk} talk @param {string} uuid of the message @param {{ kind: string, text?: string, answers: Point[] }} body */
export function draftPart(talk, uuid, { kind, text, answers }) {
  const points = answers.map((point, at) => pointPart(talk, uuid, point, String(at + 1)));
  const beside = text ? [make("p", { class: "sealed__text" }, String(text))] : [];
  return make("div", { class: "stack" }, make("p", {}, phrase(`draft-${kind}`)), ...beside, make("ol", { class: "plain", role: "list" }, ...points));
}

/** @param {Talk} talk @param {string} uuid @param {Point} point @param {string} number */
function pointPart(talk, uuid, { part, question, answer }, number) {
  const id = `point-${uuid}-${number}`;
  const box = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "field__control", id, rows: "3" }));
  const which = () => make("span", { class: "hidden-words" }, ": ", phrase("point", { number }));
  const says = (/** @type {string} */ what) => async () => {
    const words = box.value.trim();
    const row = { part, says: what, question: phrase(`says-${what}`), answer: words ? [words] : [] };
    await talk.act.seal("[data-story-answer]", "entries/", { kind: "comment", of: uuid, answers: [row] }, phrase("comment-sent"));
    one("[data-story-answer]").focus(); // what was pressed is gone
  };
  return make("li", { class: "plain__item stack stack--tight" },
    make("p", {}, make("strong", {}, phrase("point", { number })), " ", make("span", { class: "tag" }, question)),
    ...answer.map((line) => make("p", { class: "sealed__text" }, String(line))),
    ...ownOn(talk, uuid, part),
    make("details", {}, make("summary", {}, phrase("say-something"), which()),
      make("div", { class: "stack" },
        make("div", { class: "field" }, make("label", { class: "field__label", for: id }, phrase("how-you-see-it")), box),
        make("p", { class: "cluster" }, button("says-differ", says("differ"), which()), button("says-agree", says("agree"), which())))));
}

/** What they said of a point before. @param {Talk} talk @param {string} uuid @param {string} part */
function ownOn({ entries }, uuid, part) {
  const own = entries.flatMap((entry) => ("body" in entry && entry.author === REPORTER && entry.body?.kind === "comment" && entry.body.of === uuid ? [entry.body.answers].flat() : []));
  return own.filter((row) => row?.part === part).map(({ question, answer }) =>
    make("p", { class: "soft" }, phrase("you-said"), " ", question, make("br", {}), ...[answer].flat().map(String)));
}

/** @param {Talk} talk */
export function showOffers(talk) {
  const { offers } = talk.view;
  one("[data-offers]").hidden = !offers.length;
  one("[data-offer-list]").replaceChildren(...offers.map((offer) => offerPart(talk, offer)).reverse());
}

/** @param {Talk} talk @param {Offer} offer */
function offerPart({ act, entries }, { number, when, words, accepted }) {
  const entry = entries.find(({ uuid }) => uuid === words);
  const body = entry && "body" in entry && entry.author && entry.author !== REPORTER ? entry.body : "";
  const says = (/** @type {boolean} */ yes) => async () => {
    await act.change("[data-offers-answer]", "offers/answer/", phrase(yes ? "offer-accepted" : "offer-declined"), { number, yes });
    one("[data-offers-answer]").focus();
  };
  const title = make("h3", { class: "card__title" }, phrase("offer"));
  const day = make("p", { class: "soft small" }, when);
  const text = make("p", { class: "sealed__text" }, typeof body === "string" ? body : "");
  const answer = accepted === null
    ? make("p", { class: "cluster" }, button("offer-yes", says(true)), button("offer-no", says(false)))
    : make("p", {}, phrase(accepted ? "offer-you-accepted" : "offer-you-declined"));
  return make("article", { class: "card" }, title, day, text, answer);
}
