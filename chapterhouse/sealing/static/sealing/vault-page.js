// @ts-check
/**
 * What the vault's shells share: steps of which one is shown, whose vault it is, and what to say when there is none.
 */

import { put, ready, speak, title } from "../ui/shell.js";
import { SealError } from "./bytes.js";
import { vaultData } from "./wire.js";

/** @param {string} name of a `data-step`; all others are hidden, and after the first the focus moves to its heading */
export function show(name) {
  const before = document.querySelector("[data-step]:not([hidden])");
  for (const step of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-step]"))) {
    step.hidden = step.dataset.step !== name;
  }
  const headings = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-step="${name}"] h1`));
  const heading = [...headings].find((one) => !one.closest("[hidden]"));
  if (!heading) return;
  heading.tabIndex = -1;
  if (before) heading.focus();
  const spoken = [...heading.querySelectorAll(".said")].map((one) => [one.getAttribute("lang"), one.textContent ?? ""]);
  if (spoken.length) title(Object.fromEntries(spoken));
}

/** @param {string} selector @param {ParentNode} [within] @returns {any} the one element; the page has it */
export const the = (selector, within = document) => within.querySelector(selector);

/** @param {string} words @returns {(HTMLElement | string)[]} each in an element, for a grid */
export const pieces = (words) =>
  words.split(" ").flatMap((word) => {
    const piece = document.createElement("span");
    piece.textContent = word;
    return [piece, " "];
  });

/**
 * Opens a shell: asks whose vault it is and speaks their language.
 * @returns {Promise<import("./wire.js").VaultData | null>} null when the page cannot go on, and says why
 */
export async function enter() {
  try {
    const data = await vaultData();
    if (!new URLSearchParams(location.search).has("lang")) speak(data.language);
    put({ ...data.frame, member: data.name });
    for (const field of document.querySelectorAll("[data-username]")) field.setAttribute("value", data.username);
    return data;
  } catch (error) {
    const code = error instanceof SealError ? error.code : "other";
    const here = encodeURIComponent(location.pathname + location.hash);
    if (code === "signed-out") location.replace(`/account/login/?next=${here}`);
    else show(code === "no-vault" ? "none" : "offline");
    return null;
  } finally {
    ready();
  }
}
