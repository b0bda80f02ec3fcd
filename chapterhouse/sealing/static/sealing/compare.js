// @ts-check
/**
 * Before anything is sealed to somebody: a card that is unknown or has changed stops the work until its number was
 * compared (encryption design, section 8.1). For pages that include `sealing/compare.html`.
 */

import { SealError } from "./bytes.js";
import { safetyNumber } from "./cards.js";
import { pinCard } from "./notebook.js";
import { accepts } from "./vault.js";

/**
 * @param {import("./vault.js").Vault} vault
 * @param {import("./cards.js").Card[]} cards to seal to
 * @param {HTMLElement} box of `sealing/compare.html`; shown only when something must be compared
 * @param {(card: import("./cards.js").Card) => string} nameOf
 * @returns {Promise<boolean>} true: go on; false: the member did not compare, so nothing may be sealed to these cards.
 *   Throws SealError `forgotten`: a new notebook begins on the page of the key alone.
 */
export async function compared(vault, cards, box, nameOf) {
  if (vault.forgotten) throw new SealError("forgotten");
  const known = await Promise.all(cards.map((card) => accepts(vault, card)));
  const strange = cards.filter((_, index) => !known[index]);
  if (!strange.length) return true;
  const list = /** @type {HTMLElement} */ (box.querySelector("[data-list]"));
  const row = /** @type {HTMLTemplateElement} */ (box.querySelector("template"));
  list.replaceChildren();
  for (const card of strange) {
    const part = /** @type {DocumentFragment} */ (row.content.cloneNode(true));
    part.querySelector("[data-name]")?.replaceChildren(nameOf(card));
    part.querySelector("[data-of]")?.replaceChildren(await safetyNumber(card));
    list.append(part);
  }
  box.hidden = false;
  box.focus();
  const yes = await new Promise((resolve) => {
    box.querySelector("[data-yes]")?.addEventListener("click", () => resolve(true), { once: true });
    box.querySelector("[data-no]")?.addEventListener("click", () => resolve(false), { once: true });
  });
  box.hidden = true;
  if (!yes) return false;
  for (const card of strange) await pinCard(vault.pins, card);
  await vault.savePins();
  return true;
}
