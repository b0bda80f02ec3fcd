// @ts-check
// Team sheets, holder statements, entries, state files, letters: what they say and when they are accepted
// (encryption design 3.6 and 8). Same rules as formats/sheets.py, holders.py, entries.py and letters.py.

import { SealError, sha256hex, utf8 } from "./bytes.js";
import { isCard, safetyNumber, teamNumber } from "./cards.js";
import { parse, readJson, signerAmong, writeJson } from "./notes.js";
import { isRecipient } from "./seal.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./cards.js").Holder} Holder */
/** `hash` is what the next one in the chain names in `prev`.
 * @typedef {{ site: string, desk: string, seq: number, prev: string | null, cards: Card[], at: string,
 *   note: string, hash: string, teamNumber: string }} Sheet */
/** @typedef {{ site: string, channel: string, seq: number, prev: string | null, version: number,
 *   recipient: string, holders: Holder[], at: string, note: string, hash: string }} Statement */
/** Where an entry belongs; `key` is the recipient of the channel key it is sealed to.
 * @typedef {{ site: string, case: string, channel: string, key: string, entry: string }} Place */
/** A file as its entry names it; size and hash are those of the sealed file.
 * @typedef {{ name: string, type: string, size: number, sha256: string }} Attachment */
/** @typedef {{ kind: string, at: string, prev: string | null, body: any, files: Attachment[] }} Content */
/** @typedef {{ channel: string, recipient: string, version: number }} Mention */

const KINDS = ["report", "message", "note", "title", "people", "file"];
const BLOCK = 1024;

/** @param {{ name: string }} one @param {{ name: string }} other */
const byName = (one, other) => (one.name < other.name ? -1 : 1);

/** @param {any} data @param {string[]} names */
const areStrings = (data, ...names) => names.every((name) => typeof data[name] === "string");

/** @param {any} data */
const isLinked = ({ seq, prev }) => Number.isInteger(seq) && seq > 0 && (prev === null || typeof prev === "string");

/** @param {{ seq: number, hash: string } | undefined} previous */
const link = (previous) => ({ seq: (previous?.seq ?? 0) + 1, prev: previous?.hash ?? null });

/** @param {{ seq: number, prev: string | null }} next @param {{ seq: number, hash: string } | undefined} previous */
const follows = (next, previous) => next.seq === link(previous).seq && next.prev === link(previous).prev;

/**
 * @param {{ site: string, desk: string, cards: Card[], at: string, previous?: Sheet }} sheet
 * @returns {string} the text of the sheet after `previous`, to be signed by somebody on that one
 */
export const sheetText = ({ site, desk, cards, at, previous }) =>
  writeJson({ v: 1, site, desk, ...link(previous), cards: [...cards].sort(byName), at });

/** @param {string} note @returns {Promise<Sheet>} its signature is not looked at. Throws SealError `bad-sheet`. */
export async function readSheet(note) {
  const data = readJson(parse(note).text);
  const shaped = areStrings(data, "site", "desk", "at") && isLinked(data) && Array.isArray(data.cards);
  const names = shaped && data.cards.every(isCard) && data.cards.map((/** @type {Card} */ { name }) => name);
  if (!names || new Set(names).size < names.length) throw new SealError("bad-sheet");
  return { ...data, note, hash: await sha256hex(note), teamNumber: await teamNumber(data.cards) };
}

/**
 * @param {string} note @param {{ site: string, desk: string }} where @param {Sheet} [previous]
 * @returns {Promise<Sheet>} Throws SealError `bad-sheet` unless it is the next in order, signed by one on `previous`.
 */
export async function nextSheet(note, { site, desk }, previous) {
  const sheet = await readSheet(note);
  const here = sheet.site === site && sheet.desk === desk && follows(sheet, previous);
  if (!here || !(await signerAmong(note, (previous ?? sheet).cards))) throw new SealError("bad-sheet");
  return sheet;
}

/**
 * @param {string[]} notes oldest first @param {{ site: string, desk: string }} where
 * @returns {Promise<Sheet[]>} A sheet 1 after others is a new start: tell everyone who pinned the old ones.
 */
export async function verifySheets(notes, where) {
  /** @type {Sheet[]} */
  const sheets = [];
  for (const note of notes) {
    const restart = (await readSheet(note)).seq === 1;
    sheets.push(await nextSheet(note, where, restart ? undefined : sheets.at(-1)));
  }
  return sheets;
}

/**
 * @param {{ site: string, channel: string, version: number, recipient: string, holders: Holder[], at: string,
 *   previous?: Statement }} statement
 * @returns {string} the text of the statement after `previous`, to be signed by a holder named in that one
 */
export const statementText = ({ site, channel, version, recipient, holders, at, previous }) =>
  writeJson({ v: 1, site, channel, ...link(previous), version, recipient, holders: [...holders].sort(byName), at });

/** @param {string} note @returns {Promise<Statement>} its signature is not looked at; SealError `bad-statement` */
export async function readStatement(note) {
  const data = readJson(parse(note).text);
  const shaped = areStrings(data, "site", "channel", "at") && isLinked(data) && isRecipient(data.recipient);
  const named = Array.isArray(data.holders) && data.holders.length > 0;
  const valid = shaped && named && data.holders.every((/** @type {any} */ one) => areStrings(one, "name", "number"));
  if (!valid || !Number.isInteger(data.version) || data.version < 1) throw new SealError("bad-statement");
  return { ...data, note, hash: await sha256hex(note) };
}

/**
 * The channel key rule: the signer is a holder named in the statement before (of the first: in itself, or the maker
 * of the channel), and the recipient changes exactly when the version grows by one.
 * @param {string} note
 * @param {{ site: string, channel: string, cards: Card[], maker?: Card | null }} where cards from wherever: one counts
 *   only if its safety number is named
 * @param {Statement} [previous]
 * @returns {Promise<Statement>} Throws SealError `bad-statement`.
 */
export async function nextStatement(note, { site, channel, cards, maker }, previous) {
  const statement = await readStatement(note);
  const here = statement.site === site && statement.channel === channel && follows(statement, previous);
  const step = statement.version - (previous?.version ?? 0);
  if (!here || step !== (statement.recipient === previous?.recipient ? 0 : 1)) throw new SealError("bad-statement");
  const signers = await namedAmong(cards, (previous ?? statement).holders);
  if (!previous && maker) signers.push(maker);
  if (!(await signerAmong(note, signers))) throw new SealError("bad-statement");
  return statement;
}

/** @param {Card[]} cards @param {Holder[]} holders @returns {Promise<Card[]>} those named, keys and all, each once */
export async function namedAmong(cards, holders) {
  const known = new Map();
  for (const card of cards) known.set(`${card.name} ${await safetyNumber(card)}`, card);
  const named = new Set(holders.map(({ name, number }) => `${name} ${number}`));
  return [...named].flatMap((one) => known.get(one) ?? []);
}

/**
 * @param {string[]} notes oldest first
 * @param {{ site: string, channel: string, cards: Card[], maker?: Card | null }} where
 * @returns {Promise<Statement[]>} those accepted, up to the first that is not: fewer than `notes` means read only
 */
export async function verifyStatements(notes, where) {
  /** @type {Statement[]} */
  const accepted = [];
  for (const note of notes) {
    const next = await nextStatement(note, where, accepted.at(-1)).catch(() => null);
    if (!next) break;
    accepted.push(next);
  }
  return accepted;
}

/** @param {Place} place @param {Content} content @returns {string} padded to a multiple of 1,024 bytes; to be signed */
export function entryText({ site, case: of, channel, key, entry }, { kind, at, prev, body, files }) {
  if (!KINDS.includes(kind)) throw new SealError("bad-entry");
  const data = { v: 1, site, case: of, channel, key, entry, kind, at, prev, body, files };
  const bare = utf8(writeJson({ ...data, pad: "" })).length;
  return writeJson({ ...data, pad: " ".repeat((BLOCK - (bare % BLOCK)) % BLOCK) });
}

/**
 * @param {string} text @param {Place} place where it was found
 * @returns {Content} Throws SealError `wrong-place` if it was written for another place, `bad-note` if it is no entry.
 */
export function readEntry(text, place) {
  const data = readJson(text);
  if (Object.entries(place).some(([field, value]) => data[field] !== value)) throw new SealError("wrong-place");
  const shaped = KINDS.includes(data.kind) && Array.isArray(data.files) && "body" in data;
  if (!shaped || !(data.prev === null || areStrings(data, "prev"))) throw new SealError("bad-note");
  return data;
}

/**
 * @param {{ site: string, case: string, desk: string, party: Mention, holders: Holder[], at: string }} state
 * @returns {string} a mailbox's own record of its case, to be signed as `reporter`
 */
export const stateText = ({ site, case: of, desk, party, holders, at }) =>
  writeJson({ v: 1, site, case: of, desk, channels: { party }, holders, at });

/**
 * @param {{ site: string, case: string, desk: string, team: Mention, holders: Card[], message: string, from: string,
 *   at: string }} letter
 * @returns {string} an invitation's letter, to be signed by the card named in `from`
 */
export const letterText = ({ site, case: of, desk, team, holders, message, from, at }) =>
  writeJson({ v: 1, site, case: of, desk, team, holders, message, from, at });
