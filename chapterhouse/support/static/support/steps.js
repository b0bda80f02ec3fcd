// @ts-check
/** One part of a page at a time, with a Back that works. The address never changes, so no step is told to anyone. */

import { title } from "../ui/shell.js";
import { all, make, one, phrase, tell, wordsOf } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** A control and what to do about it. @typedef {[HTMLElement, Words]} Problem */

/** When it is set, every way leads to this step. */
let last = "";
/** Whether what was wrong still is. @type {() => Problem[]} */
let lookAgain = () => [];
/** What a step needs before it is shown. @type {(name: string) => void} */
let before = () => {};

/** @param {HTMLElement} step @returns {Words} what one does there, never what it is about */
function titleOf(step) {
  const { number } = step.dataset;
  return number ? phrase("question", { number }) : wordsOf(one("h1", step));
}

/** @param {string} name */
function show(name) {
  clearProblems();
  before(name);
  for (const step of all("[data-step]")) step.hidden = step.dataset["step"] !== name;
  const step = one(`[data-step="${name}"]`);
  title(titleOf(step));
  return step;
}

/** @param {string} name */
function arrive(name) {
  one("h1", show(last || name)).focus();
  scrollTo(0, 0);
}

/** Begins with a step. @param {string} name @param {(name: string) => void} [prepare] called before each is shown */
export function begin(name, prepare = before) {
  before = prepare;
  history.replaceState({ step: name, at: 0 }, "");
  show(name);
}

/** Goes on to a step. @param {string} name @param {boolean} [changing] on the way back to the check */
export function go(name, changing = false) {
  history.pushState({ step: name, changing, at: (history.state?.at ?? 0) + 1 }, "");
  arrive(name);
}

/** Ends at a step: Back no longer leads to what came before. @param {string} name */
export function end(name) {
  last = name;
  history.replaceState({ step: name, at: 0 }, "");
  arrive(name);
}

addEventListener("popstate", ({ state }) => {
  if (state?.step) arrive(state.step);
});

document.addEventListener("click", (event) => {
  const back = /** @type {Element} */ (event.target).closest("[data-back]");
  if (!back || !(history.state?.at > 0)) return;
  event.preventDefault();
  history.back();
});

/** Says what is wrong, until it is mended: at the top, with links, and at each field (ui design, 6.2).
 * @param {() => Problem[]} look what is wrong now
 * @returns {boolean} whether anything is */
export function showProblems(look) {
  clearProblems();
  lookAgain = look;
  const problems = look();
  if (!problems.length) return false;
  const links = problems.map(([control, words]) => {
    const field = /** @type {HTMLElement} */ (control.closest("[data-field]"));
    const error = one("[data-error]", field);
    const link = make("a", { class: "error-summary__link", href: `#${control.id}` }, words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.scrollIntoView();
      control.focus({ preventScroll: true });
    });
    tell(one("[data-error-text]", error), words);
    error.hidden = false;
    field.classList.add("field--wrong");
    if (!field.querySelector("fieldset")) control.setAttribute("aria-invalid", "true");
    return make("li", {}, link);
  });
  const list = make("ul", { class: "error-summary__list" }, ...links);
  const alert = make("div", { role: "alert" }, make("h2", {}, phrase("problem")), list);
  const box = make("div", { class: "error-summary", tabindex: "-1" }, alert);
  one("[data-problems]").append(box);
  title(phrase("error", { title: titleOf(one("[data-step]:not([hidden])")) }));
  box.focus();
  return true;
}

/** @param {HTMLElement[]} [fields] all, unless they are named */
function clearProblems(fields = all(".field--wrong")) {
  for (const field of fields) {
    field.classList.remove("field--wrong");
    one("[data-error]", field).hidden = true;
    for (const control of all("[aria-invalid]", field)) control.removeAttribute("aria-invalid");
    /** @type {HTMLAnchorElement[]} */
    const links = all("[data-problems] a");
    for (const link of links) {
      if (field.contains(document.getElementById(link.hash.slice(1)))) link.closest("li")?.remove();
    }
  }
  if (!document.querySelector(".field--wrong")) one("[data-problems]").replaceChildren();
}

document.addEventListener("input", () => {
  const wrong = all(".field--wrong");
  if (!wrong.length) return;
  const left = lookAgain();
  clearProblems(wrong.filter((field) => !left.some(([control]) => field.contains(control))));
  if (!document.querySelector(".field--wrong")) title(titleOf(one("[data-step]:not([hidden])")));
});
