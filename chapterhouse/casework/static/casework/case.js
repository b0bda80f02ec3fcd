// @ts-check
// A case in the browser of somebody who holds its keys: opens what is sealed, renews keys, seals what is written.

import { SealError } from "../sealing/bytes.js";
import { usernameOf } from "../sealing/cards.js";
import { current, openChannel, openEntries, pinOf, sealEntry } from "../sealing/channel.js";
import { rotate } from "../sealing/holding.js";
import { sealedTexts } from "../sealing/sealed-text.js";
import { all, answerOf, given, one, post, say, sentenceOf, tell, whenOpen, whenSent } from "./desk.js";
import { involved, show, showWishes, textOf } from "./opened.js";

/** @typedef {import("../sealing/channel.js").Channel} Channel */
/** @typedef {import("../sealing/vault.js").Vault} Vault */
/** What the server says of a case (casework/sealed.py).
 * @typedef {{ site: string, case: string, code: string, me: string, title: string, people: string, readers: string[], working?: Row[],
 *   cards: import("../sealing/cards.js").Card[], names: Record<string, string>, channels: (import("../sealing/channel.js").ChannelData
 *   & { maker: import("../sealing/cards.js").Card | null, wants_new_key: boolean, entries: Row[] })[] }} CaseData */
/** @typedef {import("../sealing/channel.js").EntryData & { author: string, when: string,
 *   files: Record<string, boolean> }} Row */

/** What is open now: `channels` and `entries` by uuid, `people` the list of people involved; `came` with the page, what it has no
 * room for being shown on another.
 * @type {{ data: CaseData, came: Set<string>, vault: Vault | null, channels: Map<string, Channel>, people: any,
 *   entries: Map<string, import("../sealing/channel.js").Opened> }} */
export const desk = { data: given("case-data"), came: new Set(), vault: null, channels: new Map(), people: null, entries: new Map() };

for (const { entries } of desk.data.channels) for (const { uuid } of entries) desk.came.add(uuid);

/** What was sealed and may not have arrived: sent again as it is, so that it is kept once. @type {WeakMap<Element, { text: string, entry: object }>} */
const pending = new WeakMap();
/** Boxes in which somebody wrote: no lock and no other form takes that from them. @type {WeakSet<EventTarget>} */
const typed = new WeakSet();
/** What is being opened, with a new key if one is wanted: nothing is sent before. @type {Promise<void>} */
let opening = Promise.resolve();

/** @param {Vault} vault @param {boolean} [renewed] once at each opening is enough, whatever the server answers */
async function openAll(vault, renewed = false) {
  desk.vault = vault;
  const { data } = desk;
  for (const element of sealedTexts()) element.opening();
  for (const row of data.channels) {
    const pin = vault.pins.channels[row.channel];
    const { site, case: of, cards } = data;
    const channel = await openChannel(row, { site, case: of, self: vault.self, cards, maker: row.maker, pin });
    if (vault.forgotten) channel.problem = "forgotten"; // nothing is a first reading until the numbers were compared again
    const entries = await openEntries(channel, row.entries);
    if (desk.vault !== vault) return; // locked meanwhile
    desk.channels.set(row.channel, channel);
    for (const entry of entries) {
      if ("body" in entry) desk.entries.set(entry.uuid, entry);
      if ("body" in entry && entry.uuid === data.people) desk.people = entry.body;
      show(desk, channel, row, entry);
    }
    showWishes(row, entries);
    const apart = row.kind === "team" && data.working ? await openEntries({ ...channel }, data.working) : [];
    for (const note of apart) show(desk, channel, { ...row, entries: data.working ?? [] }, { ...note, gap: false });
  }
  await keepPins(vault);
  const bad = [...desk.channels.values()].find(({ problem }) => problem);
  tell(one("[data-said-stop]"), bad?.problem ? say(bad.problem) : "");
  const toKey = Object.assign(document.createElement("a"), { href: "/vault/key/", textContent: say("to-key") });
  if (vault.forgotten) one("[data-said-stop]").append(" ", toKey);
  for (const part of all("[data-sealing]")) {
    const channel = desk.channels.get(part.closest("form").dataset.channel);
    part.hidden = Boolean(channel?.problem);
  }
  for (const button of all("[data-after-opening]")) button.disabled = false;
  document.dispatchEvent(new Event("case:opened"));
  if (!renewed) await renew();
}

/** @returns {Channel} what only responders read. Throws SealError `locked`. */
export function team() {
  const channel = [...desk.channels.values()].find(({ kind }) => kind === "team");
  if (!channel || !desk.vault) throw new SealError("locked");
  return channel;
}

/** The newest accepted key of each channel is what the next one is measured by. @param {Vault} vault */
async function keepPins({ pins, savePins }) {
  const fresh = [...desk.channels].filter(([uuid, channel]) => !channel.problem && pins.channels[uuid]?.hash !== pinOf(channel).hash);
  for (const [uuid, channel] of fresh) pins.channels[uuid] = pinOf(channel);
  if (fresh.length) await savePins();
}

/** Somebody left: before anything is written, new keys for those who stay. */
async function renew() {
  const { data, channels } = desk;
  const wanted = data.readers.length ? data.channels.filter(({ wants_new_key }) => wants_new_key) : [];
  const open = wanted.map(({ channel }) => channels.get(channel)).filter((channel) => channel && !channel.problem);
  if (!open.length) return;
  tell(one("[data-said]"), say("rotating"));
  try {
    const keys = await Promise.all(open.map((channel) => channel && rotate(channel, leaving(channel))));
    await post(`/cases/${data.code}/keys/`, { keys });
  } catch (error) {
    if (!(error instanceof SealError) || !["stale-key", "stale-team"].includes(error.code)) throw error;
  }
  await refresh(true);
  tell(one("[data-said]"), "");
}

/** @param {Channel} channel @returns {string[]} names of the members who hold it and may read no more */
function leaving(channel) {
  const members = current(channel).holders.map(({ name }) => name).filter(usernameOf);
  return members.filter((name) => !desk.data.readers.includes(usernameOf(name)));
}

/** Asks for the case again and opens it; what stands in the boxes stays. @param {boolean} [renewed] */
export async function refresh(renewed) {
  desk.data = await answerOf(await fetch(`/cases/${desk.data.code}/data.json`, { cache: "no-store" }));
  if (desk.vault) await openAll(desk.vault, renewed);
}

/** After something was sent: the whole page anew, unless words in another box would be lost.
 * @param {HTMLElement} [kept] what then goes from the page, as it began from what is not the newest any more */
export async function finish(kept) {
  kept?.replaceWith(say("kept"));
  const own = (/** @type {HTMLElement} */ box) => typed.has(box) || !box.closest("[data-revise]");
  if (!all("textarea").some((box) => box.value.trim() && box.value !== box.defaultValue && own(box))) return location.reload();
  await refresh();
  tell(one("[data-said]"), say("sent"));
}

/** @param {HTMLFormElement} form @param {string} text @returns {Promise<any>} the sealed entry */
async function sealed(form, text) {
  const before = pending.get(form);
  const channel = desk.channels.get(form.dataset.channel ?? "");
  if (!channel || !desk.vault) throw new SealError("locked");
  if (before?.text === text) return before.entry;
  const kind = form.dataset.kind ?? "message";
  // What stands apart from the channel is named by none of its entries, so that it can go without a trace.
  const entry = await sealEntry("apart" in form.dataset ? { ...channel } : channel, { kind, body: bodyOf(form, kind, text) });
  pending.set(form, { text, entry });
  return entry;
}

/** @param {HTMLFormElement} form @param {string} kind @param {string} text */
function bodyOf(form, kind, text) {
  const { body } = form.dataset;
  const copy = copied(form);
  if (kind === "people") return involved(text, desk.people);
  if (!copy) return body ? { kind: body, text } : (inParts(form) ?? text);
  const found = signed(copy);
  if (found === undefined) throw new SealError("damaged");
  if ("asText" in form.dataset) return `${one("[data-copied]", form).selectedOptions[0].text}\n\n${textOf(found)}`;
  return "copy" in form.dataset ? found : quoted(copy);
}

/** What somebody said, as text under whose it is: an officer's signature makes nobody else's plan or times of it.
 * @param {string} uuid of an entry that is open */
function quoted(uuid) {
  const { author = "", body } = desk.entries.get(uuid) ?? {};
  const name = desk.data.names[usernameOf(author ?? "")] ?? say("sender-person");
  return { kind: "quote", answers: [{ question: say("quoted", { name }), answer: [textOf(body)] }] };
}

/** @param {HTMLFormElement} form @returns {string} uuid of what is sealed anew for somebody else */
const copied = (form) => form.dataset.copy ?? one("[data-copied]", form)?.value ?? "";

/** @param {string} [uuid] @returns {any} what an entry says that is surely its author's; undefined of every other */
export function signed(uuid) {
  const entry = desk.entries.get(uuid ?? "");
  return entry?.verified ? entry.body : undefined;
}

/** @param {string} [channel] @returns {string | null} its newest entry that this page has shown */
export const newestIn = (channel) => desk.data.channels.find((row) => row.channel === channel)?.entries.at(-1)?.uuid ?? null;

/** What was written, by question, where the boxes of a form are parts of one text: each is shown again where it is needed.
 * @param {HTMLFormElement} form @returns {object | null} */
function inParts(form) {
  const whole = "answers" in form.dataset;
  const boxes = all(whole ? "[data-text]" : "[data-part]", form).filter(({ value }) => value.trim());
  const answers = boxes.map(({ value, labels, dataset: { part, question } }) =>
    ({ ...part && { part }, question: question ?? labels[0].textContent.trim(), answer: [value.trim()] }));
  return answers.length ? { answers } : null;
}

/** What stands beside the sealed words, by the names of the fields; `true` and `false` are answers of yes and no.
 * @param {HTMLFormElement} form @returns {Record<string, string | boolean>} */
const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) =>
  [name, value === "true" || (value === "false" ? false : String(value))]));

/** What is sealed apart, by the name it goes under: each such box is an entry of its own.
 * @param {HTMLFormElement} form @returns {Promise<Record<string, object>>} */
async function besides(form) {
  /** @type {Record<string, object>} */
  const found = {};
  for (const { dataset, value } of all("[data-also]", form).filter((box) => box.value.trim())) {
    const body = { answers: [{ part: dataset.also, question: dataset.question, answer: [value.trim()] }] };
    found[dataset.also] = await sealEntry(team(), { kind: "note", body });
  }
  return found;
}

/** @param {HTMLFormElement} form whose `data-entry` names the place of the sealed words, or which is a message; `data-copy` an
 * entry that is sealed again for somebody else */
async function send(form) {
  const boxes = all("[data-text]", form);
  const text = copied(form) || boxes.map(({ value }) => value.trim()).filter(Boolean).join("\n\n");
  if (!text && !boxes.every(({ dataset }) => "optional" in dataset)) return tell(one("[data-form-said]", form), say("empty"));
  if (text.includes("[…]")) return tell(one("[data-form-said]", form), say("fill-in"));
  const entry = text ? await sealed(form, text) : null;
  const { entry: place, channel } = form.dataset;
  const beside = { ...fieldsOf(form), ...(await besides(form)) };
  const seen = newestIn(channel);
  await post(form.dataset.send ?? "", { ...beside, ...(place ? { [place]: entry, ..."seen" in form.dataset && { seen } } : { entry, seen }) });
  for (const box of [...boxes, ...all("[data-also]", form)]) box.value = "";
  await finish();
}

/**
 * What could not be sent is said beside the button, and the words stay. If somebody wrote meanwhile, or a key
 * changed, the case is opened again first.
 * @param {HTMLFormElement} form @param {() => Promise<unknown>} work
 */
export async function attempt(form, work) {
  try {
    await opening;
    await work();
  } catch (error) {
    const code = error instanceof SealError ? error.code : "";
    if (code === "replayed") return finish();
    if (!["offline", "signed-out", "locked"].includes(code)) {
      pending.delete(form);
      await refresh().catch(() => null);
    }
    tell(one("[data-form-said]", form), sentenceOf(error));
  }
}

for (const form of all("[data-send]")) whenSent(form, () => attempt(form, () => send(form)));
document.addEventListener("click", ({ target }) => {
  const opening = target instanceof HTMLElement && target.dataset.opening;
  if (!opening) return;
  const box = one("[data-text]", /** @type {HTMLElement} */ (target).closest("form") ?? document);
  box.value = `${opening} ${box.value}`;
  box.focus();
});
// A case that may have come by several doors is counted by the options of the one that is chosen.
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.name !== "door") return;
  for (const group of all("[data-of-door]")) group.hidden = group.disabled = group.dataset.ofDoor !== target.value;
});
document.addEventListener("input", ({ target }) => target && typed.add(target));
document.addEventListener("vault:locked", () => {
  desk.vault = null;
  desk.channels.clear();
  desk.entries.clear();
  desk.people = null;
  for (const element of sealedTexts()) element.lock();
  for (const place of all("[data-wishes]")) tell(place, "");
  for (const box of all("[data-revise] [data-text]")) if (!typed.has(box)) box.value = ""; // it began from what was opened
});
opening = whenOpen((vault) => {
  opening = openAll(vault).catch((error) => tell(one("[data-said-stop]"), sentenceOf(error)));
  return opening;
});
