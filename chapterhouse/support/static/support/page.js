// @ts-check
/** What both shells share: words with values in them, elements, requests that carry no cookie. */

import { language, put, said } from "../ui/shell.js";

/** @typedef {import("../ui/shell.js").Words} Words */
/** @typedef {{ name: string, office: Words | null }} Person */
/** @typedef {{ phones: { number: string, tel: string, name: Words, hours: Words }[],
 *   emails: { address: string, name: Words }[], in_person: Words, on_paper: Words }} Contacts */
/** @typedef {{ code: string, name: Words, short: Words, explains: Words | null, includes: Words[],
 *   urgent: boolean }} Option */
/** A door; `by` is the date of its promise in words.
 * @typedef {{ code: string, desk: string, address: string | null, closed: string, by: Words, on_behalf: boolean, hears: string[],
 *   name: Words, line: Words, is_for: Words, confidentiality: Words, wishes_note: Words, acknowledgement: Words, urgent_text: Words,
 *   limits: Words[], options: Option[] }} Door */
/** What doors.json holds.
 * @typedef {{ site: string, pack: string, organisation: Words, exit_url: string, doors: Door[], formal: string[],
 *   sheets: Record<string, { seq: number, note: string }>, readers: Record<string, string[]>,
 *   reachable: Record<string, string[]>, people: Record<string, Person>, contacts: Contacts,
 *   crisis: { emergency: Words, not_us: Words, lines: { number: string, tel: string, name: Words, about: Words,
 *   caution: Words | null, checked: Words }[] }, challenge: import("../sealing/proof.js").Challenge | null }} Data */

/** Longest file that may be attached, in bytes: sealing adds a little, and 64 MiB is the end. */
export const LONGEST_FILE = 64 * 1024 * 1024 - 64 * 1024;
const LANGUAGES = ["en", "es"];

/** The element a page surely has.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} selector @param {ParentNode} [within] @returns {T} */
export function one(selector, within = document) {
  const found = /** @type {T | null} */ (within.querySelector(selector));
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/** @template {HTMLElement} [T=HTMLInputElement]
 * @param {string} selector @param {ParentNode} [within] @returns {T[]} */
export const all = (selector, within = document) => [.../** @type {NodeListOf<T>} */ (within.querySelectorAll(selector))];

/** @param {(code: string) => string} text @returns {Words} it in every language */
export const inEach = (text) => Object.fromEntries(LANGUAGES.map((code) => [code, text(code)]));

/** @param {Words} words @param {string} code */
export const inOne = (words, code) => (typeof words === "string" ? words : (words[code] ?? ""));

/** What an element says, in each language.
 * @param {HTMLElement} element @returns {Words} */
export function wordsOf(element) {
  const spans = all(".said", element instanceof HTMLTemplateElement ? element.content : element);
  if (!spans.length) return element.textContent ?? "";
  return Object.fromEntries(spans.map((span) => [span.lang, span.textContent ?? ""]));
}

/** A sentence of the page, its `{names}` filled in.
 * @param {string} name @param {Record<string, Words>} [values] @returns {Words} */
export function phrase(name, values = {}) {
  const words = wordsOf(one(`template[data-words="${name}"]`));
  return inEach((code) => inOne(words, code).replace(/\{(\w+)\}/g, (_, key) => inOne(values[key] ?? "", code)));
}

/** @param {Words[]} names @returns {Words} in a row, with an "and" */
export const listed = (names) =>
  inEach((code) => new Intl.ListFormat(code === "en" ? "en-GB" : code).format(names.map((name) => inOne(name, code))));

/** Makes an element; texts in several languages stand side by side in it.
 * @param {string} tag @param {Record<string, string>} attributes @param {...(Words | Node)} children */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flatMap((child) => (child instanceof Node ? [child] : said(child))));
  return element;
}

/** @param {string | HTMLElement} where @param {Words} words */
export const tell = (where, words) => (typeof where === "string" ? one(where) : where).replaceChildren(...said(words));

/** @param {string} selector of a template @returns {HTMLElement} a copy of what it holds */
export function cloned(selector) {
  const { content } = /** @type {HTMLTemplateElement} */ (one(selector));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (content.firstElementChild).cloneNode(true));
}

/** What the server said no to; `code` is its word for it, `line` when nothing came back. */
export class Refusal extends Error {
  /** @param {string} code @param {Words} [sentence] */
  constructor(code, sentence = "") {
    super(code);
    this.code = code;
    this.sentence = sentence;
  }
}

/** Asks the server, without a cookie.
 * @param {string} address below /support/ @param {object} [body] without it, a GET
 * @returns {Promise<any>} its JSON, null where it has none, or the bytes of a file. Throws Refusal. */
export async function ask(address, body) {
  const headers = { "Content-Type": "application/json" };
  const sent = body && { method: "POST", headers, body: JSON.stringify(body) };
  const options = /** @type {RequestInit} */ ({ credentials: "omit", cache: "no-store", ...sent });
  const answer = await fetch(`/support/${address}?lang=${language()}`, options).catch(() => null);
  if (!answer) throw new Refusal("line");
  const kind = answer.headers.get("Content-Type");
  if (answer.ok && kind !== "application/json") return answer.status === 204 ? null : answer.arrayBuffer();
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(data.refused ?? "failed", data.sentence);
  return data;
}

/** The organisation's data, put into the frame of the page.
 * @returns {Promise<Data>} Throws Refusal: `too-old`, `line`, `no-pack`. */
export async function doorsData() {
  if (typeof globalThis.crypto?.subtle !== "object" || !("randomUUID" in crypto)) throw new Refusal("too-old");
  const data = await ask("doors.json");
  if (!data.pack) throw new Refusal("no-pack");
  const { number = "", tel = "", hours = "" } = data.contacts.phones[0] ?? {};
  put({ name: data.organisation, exit_url: data.exit_url, phone: number, phone_link: tel, hours });
  one("[data-ways]").append(ways(data.contacts));
  return data;
}

/** Every other way to people.
 * @param {Contacts} contacts */
export function ways({ phones, emails, in_person, on_paper }) {
  const rows = [
    ...phones.map(({ number, tel, hours, name }) => [make("a", { href: tel }, number), ", ", hours, ". ", name]),
    ...emails.map(({ address, name }) => [make("a", { href: `mailto:${address}` }, address), " · ", name]),
    [in_person, " ", on_paper],
  ];
  return make("div", { class: "stack" }, make("h2", {}, phrase("ways")), ...rows.map((row) => make("p", {}, ...row)));
}

/** Empties the page of what was written on it. */
export function forget() {
  for (const form of document.forms) form.reset();
}

/** Progress of an upload in words. @param {number} share from 0 to 1 */
export const shareOf = (share) => phrase("sending-file", { share: `${Math.round(share * 100)} %` });
