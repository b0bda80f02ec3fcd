// @ts-check
// Messages that belong to a plan, as their readers on the desk see them: its wordings, how a step goes, an apology.

import { here, say } from "./desk.js";

/** `what`: of a step; `name`: of a supporter. @typedef {{ number: number, what: string, name: string }} Step */
/** @typedef {{ kind: "plan", number: number, version: number, texts: Record<string, string>, steps: Step[] }} Wording */

/** Whoever sealed it may have written anything. @param {any} body @returns {Wording | null} null: it is no plan */
export function wordingIn(body) {
  if (body?.kind !== "plan") return null;
  const steps = [body.steps ?? []].flat().filter(Boolean).map(({ number, what, name }) => ({ number: Number(here(number)), what: here(what), name: here(name) }));
  const texts = Object.fromEntries(Object.entries(body.texts ?? {}).map(([code, text]) => [code, here(text)]));
  return { kind: "plan", number: Number(here(body.number)), version: Number(here(body.version)), texts, steps };
}

/** @param {any} body @returns {string | null} null: it is another kind of message */
export function planText(body) {
  const { kind, says, step, text = "" } = body ?? {};
  if (kind === "apology") return `${say("apology-was")}\n\n${here(text)}`;
  if (kind === "step") return [say(`step-${here(says)}`, { step: here(step) }), here(text)].filter(Boolean).join("\n\n");
  const wording = wordingIn(body);
  if (!wording) return null;
  const steps = wording.steps.map(({ number, what, name }) => `${number}. ${[what, name].filter(Boolean).join(" · ")}`);
  return [say("plan-was", { version: String(wording.version) }), wording.texts.want, steps.join("\n"), ...otherTexts(wording)].filter(Boolean).join("\n\n");
}

/** @param {Wording} wording */
const otherTexts = ({ texts }) => Object.entries(texts).flatMap(([code, text]) => (code === "want" ? [] : [text]));
