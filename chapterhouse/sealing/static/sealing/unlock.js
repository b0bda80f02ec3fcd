// @ts-check
/**
 * Unlocking, on its own page and inside any other: include `sealing/unlock-form.html` and call
 * `unlockHere(form)`; what stands in the page stays as it is.
 */

import { once } from "../ui/once.js";
import { SealError } from "./bytes.js";
import { unlockWith } from "./vault.js";

/**
 * Shows what went wrong: the form carries a sentence for each code (`data-problem`), and one for the rest (`other`).
 * @param {ParentNode} within @param {string} code empty: nothing is wrong
 */
export function problem(within, code) {
  const sentences = /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll("[data-problem]"));
  const known = [...sentences].some(({ dataset }) => dataset.problem === code);
  for (const sentence of sentences) sentence.hidden = sentence.dataset.problem !== (known || !code ? code : "other");
  within.querySelector(".field")?.classList.toggle("field--wrong", Boolean(code));
  for (const input of within.querySelectorAll("input")) {
    if (code) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/**
 * Does the work of a button; what fails is said within, and the field keeps what was typed.
 * @template T
 * @param {ParentNode} within @param {() => Promise<T>} work @param {HTMLElement | null} [button] else the form's own
 * @returns {Promise<T | undefined>} undefined if it failed
 */
export function attempt(within, work, button = within.querySelector("button:not([type=button])")) {
  const busy = within.querySelector("[data-busy]");
  return once(/** @type {HTMLElement} */ (button), async () => {
    problem(within, "");
    busy?.removeAttribute("hidden");
    try {
      return await work();
    } catch (error) {
      problem(within, error instanceof SealError ? error.code : "other");
      /** @type {HTMLElement | null} */ (within.querySelector("[data-secret]"))?.focus();
      return undefined;
    } finally {
      busy?.setAttribute("hidden", "");
    }
  });
}

/**
 * @template T
 * @param {HTMLFormElement} form @param {(typed: string) => Promise<T>} work gets what stands in its secret field, if any
 * @returns {Promise<T>} when it was sent and its work has succeeded
 */
export function answered(form, work) {
  const secret = /** @type {HTMLInputElement | null} */ (form.querySelector("[data-secret]"));
  return new Promise((resolve) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const done = await attempt(form, async () => [await work(secret?.value ?? "")]);
      if (!done) return;
      if (secret) secret.value = "";
      resolve(/** @type {T} */ (done[0]));
    });
  });
}

/** @param {HTMLFormElement} form of `sealing/unlock-form.html` @returns {Promise<import("./vault.js").Vault>} when open */
export function unlockHere(form) {
  /** @type {HTMLElement | null} */ (form.querySelector("[data-secret]"))?.focus();
  return answered(form, unlockWith);
}

// Words are easier to type when they can be seen.
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches("[data-show-secret]")) return;
  const input = target.form?.querySelector("[data-secret]");
  if (input instanceof HTMLInputElement) input.type = target.checked ? "text" : "password";
});
