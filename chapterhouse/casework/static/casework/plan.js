// @ts-check
// A plan on the desk: its words put into the page, a new wording sealed to whoever does it, an apology sealed on.

import { SealError } from "../sealing/bytes.js";
import { REPORTER } from "../sealing/cards.js";
import { sealEntry } from "../sealing/channel.js";
import { attempt, desk, finish, newestIn, signed, team } from "./case.js";
import { all, given, one, post, say, tell, whenSent } from "./desk.js";
import { listedIn } from "./opened.js";
import { planText, wordingIn } from "./plan-text.js";

/** @typedef {import("./plan-text.js").Wording} Wording */
/** A step in clear. @typedef {{ number: number, kind: string, who: string, starts: string | null, due: string }} Clear */
/** `words`: the entry with the newest wording; `next`: the number of a new step.
 * @type {{ number: number, version: number, words?: string, holder?: string, channel?: string, steps: Clear[], next: number,
 *   kinds: Record<string, { care: string, rare: boolean }> }} */
const plan = given("plan-data");
const draft = one("[data-draft]");
/** A wording that was sealed and may not have arrived: sent again as it is. @type {{ what: string, body: object } | null} */
let pending = null;
/** Whether the words of the version that stands were put into the boxes: once, as they are changed there. */
let begun = false;

/** @param {HTMLElement} place @param {string} text in place of what stands there while it is sealed; "" brings that back */
function put(place, text) {
  place.dataset.plain ??= place.textContent ?? "";
  place.textContent = text || place.dataset.plain;
}

/** @param {any} row @returns {string} what a step says in the place that it names */
function stepText({ dataset }) {
  const [number, what] = dataset.stepText.split(".");
  const step = wording()?.steps.find((one) => one.number === Number(number));
  return (what === "name" ? step?.name : step?.what) ?? "";
}

/** @returns {Wording | null} the version that this page shows, once it is open */
const wording = () => wordingIn(signed(plan.words));

function show() {
  const open = desk.vault !== null;
  for (const place of all("[data-plan-text]")) put(place, open ? wording()?.texts[place.dataset.planText] || say("not-written") : "");
  for (const place of all("[data-step-text]")) put(place, stepText(place));
  const people = listedIn(desk.people);
  for (const place of all("[data-name-of]")) put(place, people.find(({ party }) => party === place.dataset.nameOf)?.name ?? "");
  for (const option of all("[data-holder] option")) put(option, people.find(({ party }) => party === option.value)?.name ?? "");
  if (draft && open) beginDraft();
  if (draft?.matches("[data-revise]") && !open) endDraft();
  showTheirs();
}

/** What a colleague wrote while this page was open stands above the draft, which stays. */
function showTheirs() {
  const ours = [...desk.entries].filter(([, { author }]) => author !== REPORTER).map(([uuid]) => wordingIn(signed(uuid)));
  const all = ours.filter((one) => one && plan.words && one.number === plan.number);
  const newest = all.reduce((last, one) => (one && one.version > (last?.version ?? plan.version) ? one : last), null);
  const place = one("[data-theirs]");
  if (!place) return;
  place.hidden = !newest;
  one("[data-theirs-title]", place).textContent = newest ? say("theirs", { version: String(newest.version) }) : "";
  one("[data-theirs-text]", place).textContent = newest ? planText(newest) : "";
}

/** The boxes begin from what stands. */
function beginDraft() {
  if (begun) return;
  begun = true;
  const words = wording();
  for (const box of all("[data-draft-text]", draft)) box.value ||= words?.texts[box.dataset.draftText] ?? "";
  for (const step of plan.steps) addRow(step, words?.steps.find(({ number }) => number === step.number));
  if (!plan.steps.length) addRow();
}

/** What was only opened leaves the page. */
function endDraft() {
  begun = false;
  one("[data-rows]", draft).replaceChildren();
  for (const box of all("[data-draft-text]", draft)) box.value = "";
}

/** @param {Clear} [step] one that is there already keeps its kind @param {{ what: string, name: string }} [words] */
function addRow(step, words) {
  const row = one("[data-row-template]").content.cloneNode(true).firstElementChild;
  const field = (/** @type {string} */ name) => one(`[data-${name}]`, row);
  if (step) {
    row.dataset.number = String(step.number);
    for (const name of ["who", "starts", "due"]) field(name).value = step[/** @type {"who"} */ (name)] ?? "";
    field("kind-of-step").value = step.kind;
    field("kind-of-step").disabled = true;
    field("what").value = words?.what ?? "";
    field("name").value = words?.name ?? "";
  }
  field("remove").addEventListener("click", () => {
    row.remove();
    one("[data-add]", draft).focus();
  });
  field("row-title").append(` ${step?.number ?? plan.next + all("[data-row]:not([data-number])", draft).length}`);
  row.addEventListener("change", () => fit(row));
  fit(row);
  one("[data-rows]", draft).append(row);
  return row;
}

/** Each kind asks for what it needs, and for nothing else. @param {HTMLElement} row */
function fit(row) {
  const chosen = one("[data-kind-of-step]", row);
  const { care, rare } = plan.kinds[chosen.value] ?? { care: "", rare: false };
  tell(one("[data-explained]", row), chosen.selectedOptions[0]?.dataset.explains ?? "");
  const shown = { supporter: one("[data-who]", row).value === "supporter", span: care === "span", rare };
  for (const [name, is] of Object.entries(shown)) one(`[data-only=${name}]`, row).hidden = !is;
}

/** @returns {{ clear: any, what: string, name: string, reason: string, number: number }[]} the steps as they stand in the boxes */
function steps() {
  let next = plan.next;
  return all("[data-row]", draft).map((row) => {
    const value = (/** @type {string} */ name) => one(`[data-${name}]`, row).value.trim();
    const seen = (/** @type {string} */ name) => !one(`[data-only=${name}]`, row).hidden;
    const there = Number(row.dataset.number) || null;
    const clear = { kind: value("kind-of-step"), who: value("who"), number: there, starts: (seen("span") && value("starts")) || null, due: value("due") || null };
    return { clear, what: value("what"), name: seen("supporter") ? value("name") : "", reason: seen("rare") ? value("reason") : "", number: there ?? next++ };
  });
}

/** @param {ReturnType<typeof steps>} rows @returns {string} what only this browser can see to be wrong, or nothing */
function problemOf(rows) {
  const hurt = listedIn(desk.people).filter(({ parts }) => parts.includes("experienced") && !parts.includes("caused"));
  const named = rows.map(({ name }) => name.toLowerCase());
  if (!holder().code) return "no-holder";
  if (rows.some(({ what }) => !what)) return "empty-step";
  if (rows.some(({ clear, name }) => clear.who === "supporter" && !name)) return "no-supporter";
  return hurt.some(({ party, name }) => party === holder().code || (name && named.includes(name.toLowerCase()))) ? "binds-hurt" : "";
}

/** Whose plan it is, or would be. */
function holder() {
  const chosen = one("[data-holder]", draft)?.selectedOptions[0];
  return { code: plan.holder ?? chosen?.value, channel: plan.channel ?? chosen?.dataset.ofChannel };
}

/** @param {ReturnType<typeof steps>} rows @returns {Promise<object>} what is sent of the draft */
async function sealed(rows) {
  const texts = Object.fromEntries(all("[data-draft-text]", draft).map((box) => [box.dataset.draftText, box.value.trim()]));
  const days = { review_on: one("[data-review]", draft).value || null, ends: one("[data-ends]", draft).value || null };
  const { code, channel: uuid } = holder();
  const what = JSON.stringify([texts, days, rows, uuid]);
  if (pending?.what === what) return pending.body;
  const channel = desk.channels.get(uuid ?? "");
  if (!channel || !desk.vault) throw new SealError("locked");
  const said = rows.map(({ number, what, name }) => ({ number, what, name }));
  const body = { kind: "plan", number: plan.number, version: plan.version + 1, texts, steps: said };
  const words = await sealEntry(channel, { kind: "message", body });
  const clear = [];
  for (const row of rows) {
    const reason = row.reason ? await sealEntry(team(), { kind: "note", body: row.reason }) : null;
    clear.push({ ...row.clear, reason });
  }
  const whose = plan.version ? { after: plan.version } : { holder: code };
  pending = { what, body: { words, steps: clear, ...days, ...whose, seen: newestIn(uuid) } };
  return pending.body;
}

async function propose() {
  const rows = steps();
  const problem = problemOf(rows);
  if (problem) return tell(one("[data-form-said]", draft), say(problem));
  await post(draft.dataset.draft, await sealed(rows)).catch((error) => {
    if (!["offline", "signed-out"].includes(error.code)) pending = null;
    throw error;
  });
  if (plan.version) return finish(draft);
  location.assign(`/cases/${desk.data.code}/plans/${plan.number}/`);
}

/** The words of an apology, sealed anew to the one it is for. @param {HTMLFormElement} form */
async function deliver({ dataset }) {
  const channel = desk.channels.get(dataset.channel ?? "");
  const text = signed(dataset.deliver)?.text;
  if (!channel || text === undefined) throw new SealError("locked");
  if (typeof text !== "string") throw new SealError("damaged");
  const entry = await sealEntry(channel, { kind: "message", body: { kind: "apology", text } });
  await post(dataset.address ?? "", { entry, seen: newestIn(dataset.channel) });
  await finish();
}

if (draft) {
  whenSent(draft, () => attempt(draft, propose));
  // What somebody wrote in the boxes stays when the key is locked, and when something else is sent.
  draft.addEventListener("input", () => draft.removeAttribute("data-revise"));
  one("[data-add]", draft).addEventListener("click", () => one("[data-kind-of-step]", addRow()).focus());
}
for (const form of all("[data-deliver]")) whenSent(form, () => attempt(form, () => deliver(form)));
if (plan.words) one(".masthead").classList.add("no-print"); // whoever finds the paper learns of no organisation
one("[data-print]")?.addEventListener("click", () => print());
document.addEventListener("case:opened", show);
document.addEventListener("vault:locked", show);
if (desk.vault) show();
