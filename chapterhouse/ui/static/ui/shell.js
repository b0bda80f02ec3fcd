// @ts-check
/**
 * What every static shell needs: its language, swapped in place so that answers stay; the organisation's
 * words, put in as text; a title for each step.
 */

/** A text in each language, or one for all.
 * @typedef {string | Record<string, string>} Words */

const root = document.documentElement;
const LANGUAGES = ["en", "es"];
const asked = new URLSearchParams(location.search).get("lang");

/** @type {((language: string) => void)[]} */
const listeners = [];

/** The title of the present step. @type {Words} */
let step = titleOf(document.querySelector("title"));
/** The organisation's name, when it is known. @type {Words} */
let place = "";

/** The language the page speaks now. */
export const language = () => root.lang;

/** A text in the language of the page.
 * @param {Words} words */
export const say = (words) => (typeof words === "string" ? words : (words[root.lang] ?? words["en"] ?? ""));

/** Calls back after each change of language.
 * @param {(language: string) => void} callback */
export function onLanguage(callback) {
  listeners.push(callback);
}

/** Speaks another language, in place.
 * @param {string} chosen */
export function speak(chosen) {
  root.lang = chosen;
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-speak]"))) {
    link.hidden = link.dataset.speak === chosen;
  }
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-onward]"))) {
    const address = new URL(link.href);
    address.searchParams.set("lang", chosen);
    link.href = address.href;
  }
  showTitle();
  for (const callback of listeners) callback(chosen);
}

/** Names the step in the title: what one does, never what it is about.
 * @param {Words} words */
export function title(words) {
  step = words;
  showTitle();
}

function showTitle() {
  document.title = [say(step), say(place)].filter(Boolean).join(" – ");
}

/** @param {HTMLElement | null} element
 * @returns {Words} */
function titleOf(element) {
  return { ...element?.dataset, ...(element?.dataset["en"] ? {} : { en: document.title }) };
}

/**
 * A text as nodes: in one language as it is, in several side by side, of which the stylesheet shows one.
 *
 * @param {Words} words
 * @returns {(Node | string)[]}
 */
export function said(words) {
  if (typeof words === "string") return [words];
  return Object.entries(words).map(([lang, text]) => {
    const span = document.createElement("span");
    span.className = "said";
    span.lang = lang;
    span.textContent = text;
    return span;
  });
}

/**
 * Puts the organisation's words where the shell left room: `data-put="name"` gets the text, `data-put-href`
 * the address (https, tel or this site's own), and what carries `data-put-when` is shown.
 *
 * @param {Record<string, Words>} values `name`, put into the whole page, also ends the title
 * @param {ParentNode} [within]
 */
export function put(values, within = document) {
  for (const [name, value] of Object.entries(values)) {
    if (!value) continue;
    for (const element of within.querySelectorAll(`[data-put="${name}"]`)) element.replaceChildren(...said(value));
    for (const element of within.querySelectorAll(`[data-put-when="${name}"]`)) element.removeAttribute("hidden");
    for (const link of within.querySelectorAll(`a[data-put-href="${name}"]`)) {
      if (/^(https:|tel:|\/(?!\/))/.test(say(value))) link.setAttribute("href", say(value));
    }
  }
  if (within === document && values["name"]) place = values["name"];
  showTitle();
}

/** Shows the page: what it says while it opens goes, what it is for comes. */
export function ready() {
  for (const element of document.querySelectorAll("[data-until-ready]")) element.setAttribute("hidden", "");
  for (const element of document.querySelectorAll("[data-when-ready]")) element.removeAttribute("hidden");
}

document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-speak]");
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  speak(link.dataset.speak ?? "en");
  /** @type {HTMLElement | null} */ (document.querySelector("[data-speak]:not([hidden])"))?.focus();
});

const wished = navigator.languages.map((wish) => wish.slice(0, 2).toLowerCase());
speak([asked, ...wished].find((wish) => wish && LANGUAGES.includes(wish)) ?? "en");
