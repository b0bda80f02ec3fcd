// @ts-check
/** A place on a panel, on the return page: a statement before anything is opened, a last day, what was decided together. */

import { all, one, phrase, tell } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** What a member is told. `state`: asked, reads, recused, over or ended.
 * @typedef {{ until: Words, days: number, state: string, hears: boolean, outcome: string, differ: boolean }} Panel */

const ANSWER = "[data-panel-answer]";
/** The conversation as it is now. @type {Talk} */
let talk;

/** @param {Talk} now */
export function showPanel(now) {
  talk = now;
  const { until, days, state, hears, outcome, differ } = /** @type {Panel} */ (talk.view.panel);
  const reads = state === "reads";
  one("[data-panel]").hidden = false;
  tell("[data-panel-state]", phrase(`panel-${state}`, { until, days: String(days) }));
  if (differ) tell(ANSWER, phrase("panel-differ"));
  one("[data-panel-statement]").hidden = !reads && state !== "asked";
  one("[data-panel-impartial]").hidden = reads;
  one("[data-decide-panel]").hidden = !reads || !hears;
  for (const box of all("[name=panel-outcome]")) box.checked ||= box.value === outcome;
  one("[data-reply-part]").hidden ||= !reads;
  one("[data-choices]").hidden ||= !reads;
  one("[data-beside-card]").hidden = true; // nobody reads over their shoulder
}

/** @param {boolean} impartial */
async function state(impartial) {
  await talk.act.change(ANSWER, "panel/statement/", phrase(impartial ? "panel-impartial" : "panel-back"), { impartial });
  one(ANSWER).focus();
}

async function decide() {
  const text = /** @type {HTMLTextAreaElement} */ (one("#panel-text"));
  const [chosen] = all("[name=panel-outcome]:checked");
  const [words, before] = [text.value.trim(), talk.entries.length];
  if (!chosen || !words) tell(ANSWER, phrase("panel-choose"));
  else {
    const outcome = chosen.value;
    await talk.act.seal(ANSWER, "panel/decision/", { answers: [{ question: phrase("panel-reason"), answer: [words] }] }, phrase("panel-said"), { outcome });
    const { state } = /** @type {Panel} */ (talk.view.panel);
    if (talk.entries.length > before || state === "ended") text.value = ""; // what did not arrive stays
  }
  one(ANSWER).focus();
}

one("[data-panel-impartial]").addEventListener("click", () => void state(true));
one("[data-panel-back]").addEventListener("click", () => void state(false));
one("[data-decide-panel]").addEventListener("submit", () => void decide());
