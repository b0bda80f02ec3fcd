// @ts-check
// A summary for a body outside: begun without names, sealed here to a key of theirs, or put on paper. The server gets a sealed copy for the team.

import { SealError } from "../sealing/bytes.js";
import { sealEntry } from "../sealing/channel.js";
import { isRecipient, sealTo } from "../sealing/seal.js";
import { attempt, desk, signed, team } from "./case.js";
import { all, given, here, one, post, say, tell, whenSent } from "./desk.js";
import { listedIn, textOf } from "./opened.js";

/** Parts somebody can have: the first of them is what they are called. */
const ROLES = ["experienced", "caused", "witnessed"];
/** The team's copy of what was made and may not have arrived: sent again as it is. @type {WeakMap<Element, { text: string, words: object }>} */
const made = new WeakMap();

/** @returns {{ name: string, found: RegExp, role: string }[]} whom a summary does not name, whole names first, and what they are called in it */
function named() {
  const people = listedIn(desk.people).map(({ name, parts }) => [name, say(`role-${ROLES.find((code) => parts.includes(code)) ?? ""}`)]);
  const officers = Object.values(desk.data.names).map((name) => [name, say("an-officer")]);
  const parts = [...people, ...officers].flatMap(([name = "", role = ""]) => [name, ...name.split(/\s+/)].map((part) => [part, role]));
  return [[here(given("organisation")), say("the-organisation")], ...parts].map(([name = "", role = ""]) => ({ name: name.trim(), role }))
    .filter(({ name }) => name.length > 2).sort((a, b) => b.name.length - a.name.length)
    .map(({ name, role }) => ({ name, role, found: new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "giu") }));
}

/** @param {HTMLFormElement} form */
function begin(form) {
  const texts = all("[data-from]:checked", form).map(({ value }) => textOf(signed(value) ?? ""));
  const without = named().reduce((text, { found, role }) => text.replace(found, () => role), texts.join("\n\n"));
  const box = one("[data-summary]", form);
  box.value = [box.value.trim(), without].filter(Boolean).join("\n\n");
  box.focus();
}

/** @param {HTMLFormElement} form @param {string} text @param {string} key @param {boolean} paper @returns {string} what is to be done first */
function missing(form, text, key, paper) {
  const left = named().find(({ found }) => found.test(text))?.name ?? "";
  const again = form.dataset.warned === text;
  form.dataset.warned = text;
  if (!text) return say("empty");
  if (left && !again) return say("still-named", { name: left });
  if (!one("[data-nameless]", form).checked) return say("not-confirmed");
  return paper || isRecipient(key) ? "" : say("no-age-key");
}

/** @param {HTMLFormElement} form @param {boolean} paper */
async function make(form, paper) {
  const text = one("[data-summary]", form).value.trim();
  const key = one("[data-key]", form).value.trim();
  const first = missing(form, text, key, paper);
  tell(one("[data-form-said]", form), first);
  if (first) return;
  const { value: body = "", dataset = {} } = one("[name=body]:checked", form) ?? {};
  const to = dataset.to ?? "";
  const file = paper ? null : await sealTo(key, `${[to, text].filter(Boolean).join("\n\n")}\n`);
  const copy = [to, paper ? "" : key, text].filter(Boolean).join("\n\n");
  const before = made.get(form);
  const words = before?.text === copy ? before.words : await sealEntry(team(), { kind: "note", body: copy });
  made.set(form, { text: copy, words });
  const { party, outside = "" } = form.dataset;
  await post(outside, "appeal" in form.dataset ? { words } : { party, body, paper, nameless: true, words }).catch((error) => {
    if (!(error instanceof SealError) || error.code !== "replayed") throw error;
  });
  made.delete(form);
  if (file) save(new Blob([file], { type: "application/octet-stream" }));
  else onPaper(to, text);
  tell(one("[data-made]", form), file ? say("summary-saved") : "");
}

/** @param {Blob} file */
function save(file) {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: "summary.txt.age" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // not before the browser has begun
}

/** @param {string} to @param {string} text */
function onPaper(to, text) {
  one("[data-paper-to]").textContent = to;
  one("[data-paper-text]").textContent = text;
  turn(true);
  one("[data-paper] h1").focus();
}

/** @param {boolean} paper whether the paper is shown, and not the page */
const turn = (paper) => ([one("[data-case]").hidden, one("[data-paper]").hidden] = [paper, !paper]);

for (const form of all("[data-outside]")) {
  const fill = () => (one("[data-key]", form).value = one("[name=body]:checked", form)?.dataset.bodyKey ?? "");
  for (const choice of all("[name=body]", form)) choice.addEventListener("change", fill);
  fill();
  one("[data-begin]", form).addEventListener("click", () => begin(form));
  one("[data-on-paper]", form).addEventListener("click", () => attempt(form, () => make(form, true)));
  whenSent(form, () => attempt(form, () => make(form, false)));
}
one("[data-print]").addEventListener("click", () => print());
one("[data-paper-back]").addEventListener("click", () => turn(false));
