// @ts-check
// What every sealed page of the desk stands on: its data and words, what it sends, and the key opened in place.

import { SealError } from "../sealing/bytes.js";
import { unlockHere } from "../sealing/unlock.js";
import { openVault } from "../sealing/vault.js";
import { once } from "../ui/once.js";

/** @typedef {import("../sealing/vault.js").Vault} Vault */
/** Text, or the same text in each language. @typedef {string | Record<string, string>} Words */

/** @param {string} id @returns {any} what the server put in the page, or null */
export const given = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

/** @type {Record<string, string>} */
const words = given("desk-words") ?? {};

/** @param {string} code @param {Record<string, string>} [values] */
export const say = (code, values = {}) => (words[code] ?? code).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** Whoever sealed it may have written anything in the place of words. @param {any} text @returns {string} in the language of the page */
export function here(text) {
  const found = Object.keys(text ?? {}).length && typeof text === "object" ? (text[document.documentElement.lang] ?? text["en"] ?? text) : text;
  if (typeof found === "object") return found && Object.keys(found).length ? say("not-shown") : "";
  return String(found ?? "");
}

/** @param {string} selector @param {ParentNode} [within] @returns {any[]} */
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** @param {string} selector @param {ParentNode} [within] @returns {any} the one there is, or null */
export const one = (selector, within = document) => within.querySelector(selector);

/** @param {HTMLElement | null} place @param {string} text hidden when empty */
export function tell(place, text) {
  if (!place) return;
  place.hidden = !text;
  place.textContent = text;
}

/**
 * Does the work of a form here instead of sending it. Until this is so its button is disabled, or a browser would send
 * the form itself, and the words in it would be gone.
 * @param {HTMLFormElement} form @param {() => Promise<unknown>} work
 */
export function whenSent(form, work) {
  one("button[type=submit]", form).disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(one("[data-form-said]", form), "");
    once(one("button[type=submit]", form), work);
  });
}

/** @param {unknown} error @returns {string} the server's sentence, or ours */
export function sentenceOf(error) {
  if (!(error instanceof SealError)) return say("cannot");
  return /** @type {any} */ (error).sentence || say(error.code);
}

/**
 * @param {string} address @param {object} body
 * @returns {Promise<any>} Throws SealError: `offline`, `signed-out`, `gone` or the server's code.
 */
export async function post(address, body) {
  const [, token = ""] = /csrftoken=([^;]+)/.exec(document.cookie) ?? [];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) }).catch((error) => {
    throw new SealError("offline", error);
  });
  return answerOf(response);
}

/** @param {Response} response @returns {Promise<any>} its JSON. Throws as `post`. */
export async function answerOf(response) {
  if (response.ok && !response.redirected) return response.json();
  if (response.redirected || [401, 403].includes(response.status)) throw new SealError("signed-out");
  const { refused = "gone", sentence = "" } = await response.json().catch(() => ({}));
  throw Object.assign(new SealError(refused), { sentence });
}

/**
 * Calls back with the open vault, now or as soon as it is unlocked in this page or another. While it is locked the page
 * says so, with the form for unlocking if it has one; while it is open, there is a button to lock it.
 * @param {(vault: Vault) => void | Promise<void>} callback
 * @returns {Promise<void>} when it was looked for the first time, and what the callback did then is done
 */
export function whenOpen(callback) {
  const locked = one("[data-vault-locked]");
  const lock = one("[data-vault-open]");
  const form = one("[data-unlock-form]");
  let asked = false;
  const ask = () => {
    if (!locked) return;
    const pressed = lock.contains(document.activeElement);
    locked.hidden = false;
    lock.hidden = true;
    if (form && !asked) unlockHere(form);
    asked = true;
    if (pressed) one(form ? "[data-secret]" : "a", locked).focus();
  };
  const look = async () => {
    const vault = await openVault().catch((error) => void tell(one("[data-said-stop]"), sentenceOf(error)));
    if (!vault) return ask();
    if (locked) [locked.hidden, lock.hidden] = [true, false];
    await callback(vault);
  };
  document.addEventListener("vault:unlocked", look);
  document.addEventListener("vault:locked", ask);
  return look();
}
