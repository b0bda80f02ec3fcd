// @ts-check
// What was opened, put on the page: as text alone, with who else can read it and what is doubtful about it.

import { usernameOf } from "../sealing/cards.js";
import { openFile } from "../sealing/channel.js";
import { SealedText } from "../sealing/sealed-text.js";
import { all, answerOf, here, one, say, sentenceOf, tell } from "./desk.js";
import { planText } from "./plan-text.js";
import { timesText } from "./times.js";

/** @typedef {import("../sealing/channel.js").Channel} Channel */
/** @typedef {import("../sealing/channel.js").Opened} Opened */
/** @typedef {import("./case.js").Row} Row */
/** @typedef {{ data: import("./case.js").CaseData, came: Set<string> }} Desk */

/** Kinds of picture that may be shown; anything else is only kept. */
const PICTURES = ["image/png", "image/jpeg", "image/webp"];

/**
 * @param {Desk} desk @param {Channel} channel @param {{ entries: Row[], channel: string }} from
 * @param {Opened | import("../sealing/channel.js").Shut} entry
 */
export function show(desk, channel, from, entry) {
  const row = /** @type {Row} */ (from.entries.find(({ uuid }) => uuid === entry.uuid));
  const element = /** @type {SealedText | null} */ (one(`sealed-text[data-entry="${row.uuid}"]`) ?? added(desk, from.channel, row));
  if (!element) return;
  if ("error" in entry) return element.cannot(say(entry.error));
  const doubts = [entry.gap && desk.data.readers.length ? "gap" : "", signedBy(entry, row) ? "" : "unverified"];
  const notices = doubts.filter(Boolean).map((code) => block("p", "notice notice--warn", say(code)));
  const files = entry.files.map((file) => attachment(desk, channel, entry, row, file));
  const beside = entry.uuid === desk.data.people && Boolean(one("[data-people-rows]"));
  element.open([...notices, wordsOf(element, channel, entry, beside), ...files], readersOf(desk, channel));
  label(channel, entry);
}

/** What it says; of an earlier title or list of people, among the notes, what it was.
 * @param {SealedText} element @param {Channel} channel @param {Opened} entry @param {boolean} beside as `textOf` */
function wordsOf(element, channel, { kind, body }, beside) {
  const past = channel.kind === "team" && ["title", "people"].includes(kind) ? element.closest("article") : null;
  if (!past) return textOf(body, beside);
  past.className = "soft small";
  return say(`${kind}-was`, { text: textOf(body) });
}

/**
 * What the person asked for, beside the box for the answer until somebody has answered (S1.29).
 * @param {{ entries: Row[], channel: string }} from @param {(Opened | import("../sealing/channel.js").Shut)[]} entries
 */
export function showWishes(from, entries) {
  const asked = entries.flatMap((entry) => ("body" in entry && entry.kind === "report" ? [entry.body?.answers ?? []].flat() : []))
    .filter((row) => row?.wish).flatMap(({ answer }) => [answer ?? []].flat().map(here));
  const waits = asked.length && !from.entries.some(({ author }) => author);
  const words = { asked: asked.join("; ").replace(/\.$/, "") };
  tell(one(`[data-talk="${from.channel}"] [data-wishes]`), waits ? say("wishes", words) : "");
}

/** A signature counts when it is that of the account which the server names, or of the person. @param {Opened} entry @param {Row} row */
const signedBy = (entry, row) => entry.verified && entry.author !== null && usernameOf(entry.author) === row.author;

/** @param {Desk} desk @param {Channel} channel */
function readersOf({ data }, { chain, kind }) {
  const names = (chain.at(-1)?.holders ?? []).map(({ name }) => usernameOf(name)).filter((name) => name !== data.me);
  const said = names.map((name) => (name ? (data.names[name] ?? name) : say("person")));
  if (!said.length && kind === "team") return say("readers-you");
  return say("readers", { names: said.join(", ") });
}

/** That a note is what was written down with the person; and the words that a new version begins from.
 * @param {Channel} channel @param {Opened} entry */
function label(channel, entry) {
  const place = one(`[data-kind-of="${entry.uuid}"]`);
  tell(place, channel.kind === "team" && entry.kind === "report" ? say("report") : "");
  for (const box of all(`[data-revise="${entry.uuid}"] [data-text]`)) {
    if (!box.value) box.value = box.dataset.part ? partOf(entry.body, box.dataset.part) : entry.kind === "people" ? peopleOf(entry.body, true) : textOf(entry.body);
  }
}

/** @param {any} body @param {string} part of a form @returns {string} what was written there */
const partOf = (body, part) => [body?.answers ?? []].flat().filter((row) => row?.part === part).flatMap(({ answer }) => [answer ?? []].flat().map(here)).join("\n");

/** Somebody on the list; `party` is the code they are worked with by. @typedef {{ name: string, parts: string[], party?: string }} Listed */

/** Whoever wrote the list may have written anything. @param {any} body @returns {Listed[]} */
export const listedIn = (body) => [Array.isArray(body) ? body : (body?.people ?? [])].flat().map((person) => {
  const { name, parts, party } = person ?? {};
  return { name: here(name), parts: [parts ?? []].flat().map(here), ...(party && { party: here(party) }) };
});

/** @param {Listed} person @returns {string} their parts in words */
export const partsOf = ({ parts }) => parts.map((part) => say(part)).join(", ");

/** @param {any} body @param {boolean} [codes] with the codes that must not be lost when it is written anew @returns {string} one person a line */
export const peopleOf = (body, codes = false) => listedIn(body).map((person) =>
  [[person.name || say("somebody"), codes && person.party].filter(Boolean).join(" "), partsOf(person)].filter(Boolean).join(": ")).join("\n");

/** The three parts; whatever else is written stays as it is written. */
const PARTS = ["experienced", "caused", "witnessed"];

/** @param {string} text one person a line: name, colon, parts with commas @param {any} [before] the list it replaces: its answers stay,
 * and so does the code of whom it names */
export function involved(text, before) {
  const known = listedIn(before).filter(({ party }) => party);
  const named = known.filter(({ party }) => !text.includes(` ${party}`)); // each code is given once
  const people = text.split("\n").filter((line) => line.trim()).map((line) => {
    const [called = "", ...rest] = line.split(":").map((part) => part.trim());
    const written = known.find(({ party }) => called.endsWith(` ${party}`));
    const name = written ? called.slice(0, -`${written.party}`.length).trim() : called;
    const parts = rest.join(":").split(",").map((part) => part.trim()).filter(Boolean);
    const same = written ? -1 : named.findIndex((one) => one.name === name);
    const { party } = written ?? (same < 0 ? {} : (named.splice(same, 1)[0] ?? {}));
    return { name, parts: parts.map((part) => PARTS.find((code) => say(code) === part) ?? part), ...(party && { party }) };
  });
  return { people, answers: before?.answers ?? [] };
}

/** Whoever sealed it may have written anything: what cannot be understood is shown as it is, and keeps nothing else shut.
 * @param {any} body a text; answers to questions; a list of people @param {boolean} [beside] whether the people stand in rows of their own
 * @returns {string} */
export function textOf(body, beside = false) {
  try {
    return written(body, beside);
  } catch {
    return JSON.stringify(body);
  }
}

/** @param {any} body @param {boolean} beside @returns {string} */
function written(body, beside) {
  if (typeof body === "string") return body;
  const known = timesText(body) ?? planText(body);
  if (known !== null) return known;
  const { kind, of, door, lang, options, people, answers: asked = [], ...rest } = Array.isArray(body) ? { people: body } : (body ?? {});
  const answers = asked.map((/** @type {any} */ { question, answer }) => [question, ...answer].map(here).join("\n"));
  const plain = Object.values(rest).flat().filter((text) => typeof text === "string");
  const text = [beside ? "" : peopleOf(body), ...plain, ...answers].filter(Boolean).join("\n\n");
  return text || (beside && listedIn(body).length ? "" : say("nobody-named"));
}

/** @param {string} name @param {string} className @param {...(Node | string)} content */
function block(name, className, ...content) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...content);
  return element;
}

/** A message that came while the page was open. @param {Desk} desk @param {string} channel @param {Row} row */
function added({ data, came }, channel, row) {
  const list = one(`[data-talk="${channel}"] [data-messages]`);
  const template = one("[data-message-template]");
  if (!list || !template || came.has(row.uuid) || [data.title, data.people].includes(row.uuid)) return null;
  const part = template.content.cloneNode(true);
  one(".message__from", part).textContent = row.author ? data.names[row.author] : say("sender-person");
  one(".message__when", part).textContent = row.when;
  const element = one("sealed-text", part);
  element.dataset.entry = row.uuid;
  list.prepend(part);
  return element instanceof SealedText ? element : null;
}

/**
 * @param {Desk} desk @param {Channel} channel @param {Opened} entry @param {Row} row
 * @param {import("../sealing/statements.js").Attachment} file
 */
function attachment(desk, channel, entry, row, file) {
  const { name, type, sha256 } = file;
  const arrived = row.files[sha256];
  if (!arrived) return block("p", "notice notice--warn", say("missing-file", { name }));
  const button = block("button", "button button--quiet", say("file", { name, type, size: String(Math.ceil(file.size / 1024)) }));
  const place = block("div", "stack", button);
  button.setAttribute("type", "button");
  button.addEventListener("click", async () => {
    try {
      const response = await fetch(`/cases/${desk.data.code}/files/${sha256}/`, { cache: "no-store" });
      if (!response.ok) await answerOf(response);
      const bytes = await openFile(channel, entry.version, file, new Uint8Array(await response.arrayBuffer()));
      place.append(...taken(file, bytes));
    } catch (error) {
      place.append(block("p", "notice notice--stop", sentenceOf(error)));
    }
  });
  return place;
}

/** @param {import("../sealing/statements.js").Attachment} file @param {Uint8Array<ArrayBuffer>} bytes */
function taken({ name, type }, bytes) {
  const shown = PICTURES.includes(type);
  const address = URL.createObjectURL(new Blob([bytes], { type: shown ? type : "application/octet-stream" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name, textContent: name });
  link.click();
  return shown ? [Object.assign(document.createElement("img"), { src: address, alt: name })] : [];
}
