// @ts-check
/** The answers, read from the page where they were given: nothing else keeps them. */

import { LONGEST_FILE, all, cloned, inOne, make, one, phrase, wordsOf } from "./page.js";
import { go } from "./steps.js";

/** @typedef {import("./page.js").Words} Words */

const MOST_FILES = 20;
/** Letters at most in one line and in a long text. */
const MOST = { INPUT: 300, TEXTAREA: 60_000 };
const TYPED = "input[type=text], textarea";

/** @param {string} group @returns {string[]} the values ticked in it */
const ticked = (group) => all(`${group} input:checked`).map(({ value }) => value);

/** Codes of the ticked options. */
export const options = () => ticked("[data-options]");
/** Usernames of those who must not read this. */
export const excluded = () => ticked("[data-reachable]");
/** Usernames of those who answer here and whom it is about. */
export const accused = () => ticked("[data-accused]");
/** Files chosen. */
export const files = () => [...(/** @type {HTMLInputElement} */ (one("#files")).files ?? [])];

/** A choice as a large card.
 * @param {{ id: string, value: string, words: Words, hints?: Words[] }} choice */
export function choice({ id, value, words, hints = [] }) {
  const box = make("input", { class: "choice__box", type: "checkbox", id, value });
  const lines = hints.map((hint) => make("span", { class: "choice__hint" }, hint));
  const label = make("label", { class: "choice", for: id }, box, make("span", {}, words), ...lines);
  return make("li", { class: "choices__item" }, label);
}

/** @param {Element} group @returns {Words[]} */
function linesOf(group) {
  const chosen = all("input:checked + span", group).map(wordsOf);
  const typed = all(TYPED, group).map(({ value }) => value.trim()).filter(Boolean);
  return [...chosen, ...typed, ...(group.querySelector("#files") ? files().map(({ name }) => name) : [])];
}

/** Every question with its answer, in the order of the page; what was not opened is left out. */
function answers() {
  const open = all("[data-question]").filter((group) => !group.closest("[hidden]:not([data-step])"));
  return open.map((group) => ({
    step: group.closest("[data-step]")?.getAttribute("data-step") ?? "",
    question: wordsOf(one("[data-label]", group)),
    answer: linesOf(group),
    told: !("private" in group.dataset),
    wish: "wish" in group.dataset,
  }));
}

/** What is sealed for the readers: the answers, a title, the people who are part of it.
 * @param {import("./page.js").Door} door */
export function content(door) {
  const { lang } = document.documentElement;
  const told = answers().filter(({ answer, told }) => told && answer.length)
    .map(({ question, answer, wish }) => ({ question, answer, ...(wish && { wish }) }));
  const chosen = door.options.filter(({ code }) => options().includes(code));
  const shorts = [...(accused().length ? [phrase("about-officer")] : []), ...(chosen.some(({ urgent }) => urgent) ? [phrase("urgent")] : []), ...chosen.map(({ short }) => short)];
  const people = all("[data-one-person]").map((card) => ({
    name: all("input[type=text]", card).map(({ value }) => value.trim()).join(""),
    parts: all("input:checked", card).map(({ value }) => value),
  }));
  return {
    title: (shorts.length ? shorts : [door.name]).map((words) => inOne(words, lang)).join(", "),
    body: { door: door.code, lang, options: options(), answers: told },
    people: {
      people: people.filter(({ name, parts }) => name || parts.length),
      answers: all("[data-concerns], [data-officers]").map((group) => ({ question: wordsOf(one("[data-label]", group)), answer: linesOf(group) }))
        .filter(({ answer }, i) => !i || answer.length),
    },
  };
}

/** Shows the answers, each with a way back to it. */
export function showSummary() {
  const rows = answers().map(({ step, question, answer }) => {
    const hidden = make("span", { class: "hidden-words" }, " ", question);
    const change = make("a", { href: "#" }, phrase("change"), hidden);
    change.addEventListener("click", (event) => {
      event.preventDefault();
      go(step, true);
    });
    const lines = answer.length ? answer : [phrase("not-said")];
    return make("div", { class: "summary__row" },
      make("dt", { class: "summary__question" }, question),
      make("dd", { class: "summary__answer" }, ...lines.flatMap((line) => [line, make("br", {})])),
      make("dd", { class: "summary__change" }, change));
  });
  one("[data-summary]").replaceChildren(...rows);
}

/** What is wrong with a step, if anything.
 * @param {HTMLElement} step @returns {import("./steps.js").Problem[]} */
export function problemsOf(step) {
  /** @type {import("./steps.js").Problem[]} */
  const found = [];
  for (const field of all(TYPED, step)) {
    const most = field.tagName === "TEXTAREA" ? MOST.TEXTAREA : MOST.INPUT;
    if (field.required && !field.value.trim()) found.push([field, phrase("say-what")]);
    if (field.value.length > most) found.push([field, phrase("too-long", { most: String(most) })]);
  }
  const large = files().find(({ size }) => size > LONGEST_FILE);
  const chooser = step.querySelector("#files");
  if (chooser instanceof HTMLElement && large) found.push([chooser, phrase("big-file", { name: large.name })]);
  if (chooser instanceof HTMLElement && files().length > MOST_FILES) found.push([chooser, phrase("many-files")]);
  return found;
}

let people = 0;

/** Makes room for one more person, and goes there. */
export function addPerson() {
  const card = cloned("template[data-person]");
  people += 1;
  for (const element of card.querySelectorAll("[id], [for], [aria-describedby]")) {
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll("person-", `person-${people}-`));
    }
  }
  one("[data-drop-person]", card).addEventListener("click", () => {
    card.remove();
    one("[data-add-person]").focus();
  });
  one("[data-people]").append(card);
  one("input", card).focus();
}
