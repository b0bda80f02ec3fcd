// @ts-check
// The narrative and the roadmap of a case: opened, written on point by point, shown to whom they concern, commented.

import { REPORTER } from "../sealing/cards.js";
import { SealError } from "../sealing/bytes.js";
import { sealEntry } from "../sealing/channel.js";
import { attempt, desk, finish, refresh, team } from "./case.js";
import { all, given, here, one, post, say, tell, whenSent } from "./desk.js";
import { listedIn } from "./opened.js";

/** @typedef {import("./desk.js").Words} Words */
/** A point of a narrative or a step of a roadmap, in the shape of an answer, so that every reader can show it.
 * @typedef {{ part: string, question: Words, answer: string[], standing?: string, who?: string, by?: string, done?: boolean }} Point */
/** @typedef {{ part: string, says: string, text: string, name: string, number: number }} Comment */

/** @type {{ kind: string, standing: string[], parties: Record<string, string>, copies: Record<string, number>,
 *   standings: Record<string, Record<string, string>>, steps: Record<string, Record<string, string>> }} */
const data = given("document-data");
const form = one("[data-document]");
const list = one("[data-points]", form);
/** Whether something was changed here that is not kept yet. */
let changed = false;
const picks = one("[data-picks]");
/** Points that were chosen not to be shown. @type {Set<string>} */
const leftOut = new Set();
let count = 0;

/** Whoever sealed it may have written anything: what is there becomes text. @param {any} body @returns {(Point & { says?: string })[]} */
const pointsIn = (body) => [body?.answers ?? []].flat().filter((row) => row?.part).map(({ part, question, answer, done, ...row }) => {
  const words = typeof question === "object" ? Object.fromEntries(Object.entries(question ?? {}).map(([lang, text]) => [lang, here(text)])) : here(question);
  const beside = ["standing", "who", "by", "says"].filter((name) => name in row).map((name) => [name, here(row[name])]);
  return { part: here(part), question: words, answer: [answer ?? []].flat().map(here), ...Object.fromEntries(beside), ...(done === true && { done }) };
});

/** @param {string} uuid @returns {Point[]} */
const pointsOf = (uuid) => pointsIn(desk.entries.get(uuid)?.body);

/** @param {Point} point */
const textOf = ({ answer }) => answer.join("\n");

/** What those to whom it was shown say of its points. @returns {Comment[]} */
function comments() {
  const people = listedIn(desk.people);
  return desk.data.channels.filter(({ channel }) => data.parties[channel]).flatMap(({ channel, entries }) => {
    const code = data.parties[channel] ?? "";
    const name = people.find(({ party }) => party === code)?.name || code;
    const opened = entries.flatMap(({ uuid }) => desk.entries.get(uuid) ?? []);
    const said = opened.filter(({ author, body }) => author === REPORTER && body?.kind === "comment" && Object.hasOwn(data.copies, here(body.of)));
    return said.flatMap(({ body }) => pointsIn(body).map((row) =>
      ({ part: row.part, says: row.says ?? "", text: textOf(row), name, number: data.copies[body.of] ?? 0 })));
  });
}

/** @param {Comment} comment */
function commentPart({ says, text, name, number }) {
  const part = document.createElement("p");
  part.className = says === "differ" ? "notice notice--warn" : "soft";
  part.textContent = say(says === "differ" ? "sees-differently" : "sees-like-this", { name, number: String(number), text });
  return part;
}

/** @param {Point} point @param {Comment[]} said */
function pointPart(point, said) {
  const part = document.createElement("li");
  const tag = Object.assign(document.createElement("span"), { className: "tag", textContent: here(point.question) });
  const words = Object.assign(document.createElement("p"), { className: "sealed__text", textContent: textOf(point) });
  part.className = "plain__item stack stack--tight";
  part.append(tag, words, ...said.filter((one) => one.part === point.part).map(commentPart));
  return part;
}

/** Shows each version that stands, with what was said beside its points; then what it begins from is in the form. */
function show() {
  const said = comments();
  for (const uuid of data.standing) {
    const points = pointsOf(uuid);
    const gone = said.filter(({ part }) => !points.some((point) => point.part === part));
    const parts = document.createElement("ol");
    parts.className = "plain";
    parts.setAttribute("role", "list");
    parts.append(...points.map((point) => pointPart(point, said)), ...gone.map(commentPart));
    one(`sealed-text[data-entry="${uuid}"] .sealed__text`)?.lastChild?.replaceWith(parts);
  }
  const people = listedIn(desk.people);
  for (const place of all("[data-name-of]")) place.textContent = people.find(({ party }) => party === place.dataset.nameOf)?.name || place.dataset.nameOf;
  if (!changed) fill();
  fillPicks();
}

function fill() {
  const both = data.standing.flatMap(pointsOf);
  const apart = both.filter((point, at) => !both.slice(0, at).some((one) => JSON.stringify(one) === JSON.stringify(point)));
  list.replaceChildren();
  for (const point of apart) add(point);
  if (!apart.length) add();
}

/** What may be shown to somebody. What was left out stays out when the case is opened anew. */
function fillPicks() {
  picks?.replaceChildren(...pointsOf(data.standing[0] ?? "").map((point) => {
    const part = one("[data-pick-template]").content.cloneNode(true);
    Object.assign(one("input", part), { value: point.part, checked: !leftOut.has(point.part) });
    one("[data-pick]", part).textContent = textOf(point);
    return part;
  }));
}

/** @param {Partial<Point>} [point] @returns {HTMLElement} */
function add({ part = crypto.randomUUID().slice(0, 8), answer = [], standing, who = "", by = "", done = false } = {}) {
  const made = one("[data-point-template]").content.firstElementChild.cloneNode(true);
  count += 1;
  for (const element of all("[id], [for]", made)) {
    for (const name of ["id", "for"]) element.getAttribute(name) && element.setAttribute(name, `${element.getAttribute(name)}-${count}`);
  }
  made.dataset.point = part;
  one("[data-words]", made).value = answer.join("\n");
  if (standing) one("[data-standing]", made).value = standing;
  if (one("[data-who]", made)) [one("[data-who]", made).value, one("[data-by]", made).value, one("[data-done]", made).checked] = [who, by, done];
  one("[data-drop]", made).addEventListener("click", () => {
    changed = true;
    made.remove();
    one("[data-add]", form).focus();
  });
  list.append(made);
  return made;
}

/** @param {HTMLElement} row @returns {Point} as it stands in the form */
function read(row) {
  const base = { part: row.dataset["point"] ?? "", answer: [one("[data-words]", row).value.trim()] };
  const standing = one("[data-standing]", row)?.value;
  if (standing) return { ...base, standing, question: data.standings[standing] ?? "" };
  const [who, by, done] = [one("[data-who]", row).value.trim(), one("[data-by]", row).value, one("[data-done]", row).checked];
  const words = data.steps[done ? "done" : who && by ? "who-by" : who ? "who" : by ? "by" : "step"] ?? {};
  const question = Object.fromEntries(Object.entries(words).map(([lang, text]) => [lang, text.replace("{who}", who).replace("{by}", by)]));
  return { ...base, who, by, done, question };
}

/** Keeps what stands in the form as a version, made from those that this page was given. */
async function keep() {
  const points = all("[data-point]", list).map(read).filter(({ answer }) => answer.join(""));
  if (!points.length) throw new SealError("empty");
  const days = points.flatMap(({ by, done }) => (by && !done ? [by] : [])).sort();
  const words = await sealEntry(team(), { kind: "note", body: { kind: data.kind, answers: points } });
  await post(form.dataset.document, { words, after: data.standing, ...(days[0] && { next_on: days[0] }) });
  changed = false;
  await finish(form);
}

/** @param {HTMLFormElement} from seals the chosen points into the channel of the one who is to read them */
async function showTo(from) {
  const to = one("[data-to]", from);
  const channel = desk.channels.get(to.value);
  const picked = all("[data-picks] input:checked", from).map(({ value }) => value);
  const points = pointsOf(from.dataset.draft ?? "").filter(({ part }) => picked.includes(part));
  const text = one("[data-beside]", from).value.trim();
  if (!channel || !desk.vault) throw new SealError("locked");
  if (!points.length) throw new SealError("empty");
  const entry = await sealEntry(channel, { kind: "message", body: { kind: data.kind, ...(text && { text }), answers: points } });
  const seen = desk.data.channels.find((row) => row.channel === to.value)?.entries.at(-1)?.uuid ?? null;
  await post(`${from.dataset.show}parties/${to.selectedOptions[0].dataset.code}/showings/`, { draft: from.dataset.draft, entry, seen });
  if (!changed) return location.reload();
  one("[data-beside]", from).value = ""; // what is being written on stays
  await refresh();
  tell(one("[data-said]"), say("sent"));
}

one("[data-add]", form).addEventListener("click", () => one("[data-words]", add()).focus());
form.addEventListener("input", () => (changed = true));
picks?.addEventListener("change", (/** @type {any} */ { target }) => leftOut[target.checked ? "delete" : "add"](target.value));
whenSent(form, () => attempt(form, keep));
for (const other of all("[data-show]")) whenSent(other, () => attempt(other, () => showTo(other)));
document.addEventListener("case:opened", show);
document.addEventListener("vault:locked", () => {
  if (!changed) list.replaceChildren(); // what somebody wrote stays, as on every page
  picks?.replaceChildren();
  for (const place of all("[data-name-of]")) place.textContent = place.dataset.nameOf;
});
if (desk.channels.size) show();
