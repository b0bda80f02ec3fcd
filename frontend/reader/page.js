// @ts-check
// Elements, with text put in as text alone, in both languages side by side; the stylesheet shows one.

/** @typedef {import("./words.js").Words} Words */

const root = document.documentElement;

/** @param {string} selector @returns {HTMLElement} that the page surely has */
export function one(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}`);
  return found;
}

/** @param {string | Words} text @returns {(string | Node)[]} */
const said = (text) =>
  typeof text === "string" ? [text] : Object.entries(text).map(([lang, words]) => make("span", { class: "said", lang }, words));

/**
 * @param {string} tag @param {Record<string, string>} attributes
 * @param {...(string | Words | Node)} children @returns {HTMLElement}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flatMap((child) => (child instanceof Node ? [child] : said(child))));
  return element;
}

/** @param {string} selector @param {string | Words} text */
export const tell = (selector, text) => one(selector).replaceChildren(...said(text));

/** @param {string} iso @returns {Words} a moment in words, as this device tells the time */
export function moment(iso) {
  const at = new Date(iso);
  /** @param {string} lang */
  const inWords = (lang) => at.toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
  return { en: inWords("en-GB"), es: inWords("es") };
}

/** @param {string} lang */
function speak(lang) {
  root.lang = lang;
  for (const language of ["en", "es"]) one(`[data-speak="${language}"]`).hidden = language === lang;
}

for (const lang of ["en", "es"]) one(`[data-speak="${lang}"]`).addEventListener("click", () => speak(lang));
speak(navigator.language.startsWith("es") ? "es" : "en");
