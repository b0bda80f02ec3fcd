// @ts-check
// A channel as one holder sees it: its keys, who vouched for them, and what is written in it.
// Making keys and giving them is in holding.js.

import { SealError, base64, sha256hex, unbase64 } from "./bytes.js";
import { parse, sign, signerAmong } from "./notes.js";
import { lockIn, open, openText, recipientOf, sealFile, sealTo } from "./seal.js";
import { entryText, namedAmong, readEntry, verifyStatements } from "./statements.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./statements.js").Statement} Statement */
/** @typedef {import("./statements.js").Attachment} Attachment */
/** The one whose browser this is: a member (identity.js) or a mailbox (mailbox.js).
 * @typedef {{ card: Card, age: import("./seal.js").Identity, signer: import("./notes.js").Signer }} Self */
/** As the server gives it; a key is its number and our wrap of it, in base64.
 * @typedef {{ channel: string, kind: "team" | "party", keys: { version: number, wrap: string }[],
 *   statements: string[] }} ChannelData */
/** `version` is that of the key. @typedef {{ uuid: string, version: number, age_file: string }} EntryData */
/** As the server gives it in a list of cases.
 * @typedef {{ case: string, channel: string, wrap: string, entry: string, age_file: string }} TitleData */
/** What was accepted before: by a member's notebook, or by a mailbox's state file.
 * @typedef {{ seq: number, hash: string } | { version: number, recipient: string }} Pin */
/** `age` opens, faster than `identity`, which is kept to be given on. @typedef {{ identity: string,
 *   age: import("./seal.js").Identity, recipient: string }} Key */
/** `keys` maps versions to what we hold; `chain` are the accepted statements. `problem` says why nothing may be
 * written: `unaccepted` (a key or holder that no holder vouched for), `no-key`, or `forgotten` (the notebook is not ours).
 * @typedef {{ site: string, case: string, uuid: string, kind: "team" | "party", self: Self, cards: Card[],
 *   maker: Card | null, keys: Map<number, Key>, chain: Statement[],
 *   newest: string | null, problem: null | "unaccepted" | "no-key" | "forgotten" }} Channel */
/** An entry opened. `author` is a card's name or `reporter`, and null unless the signature is that of a holder of the
 * key; `gap` says that an entry its author had seen is missing.
 * @typedef {{ uuid: string, version: number, kind: string, at: string, body: any, files: Attachment[],
 *   author: string | null, verified: boolean, gap: boolean }} Opened */
/** @typedef {{ uuid: string, error: "not-for-you" | "damaged" | "wrong-place" }} Shut */
/** @typedef {{ entry: string, sha256: string, size: number }} NamedFile */
/** A sealed file that follows its entry. @typedef {{ sha256: string, size: number, sealed: Blob }} Upload */

/** @returns {string} now, to the second */
export const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** @param {Channel} channel @returns {Statement} the newest accepted. Throws SealError `unaccepted`. */
export function current(channel) {
  const last = channel.chain.at(-1);
  if (!last) throw new SealError("unaccepted");
  return last;
}

/** @param {Channel} channel @returns {{ seq: number, hash: string, recipient: string }} what to accept from now on */
export function pinOf(channel) {
  const { seq, hash, recipient } = current(channel);
  return { seq, hash, recipient };
}

/**
 * Opens our wrap of a key. The recipient is derived from the secret: no field of the server's is trusted.
 * @param {Self} self @param {string} wrap @returns {Promise<Key>}
 */
async function openWrap(self, wrap) {
  const text = await openText(self.age, unbase64(wrap));
  const identity = text.split("\n").find((line) => line.startsWith("AGE-SECRET-KEY-1"));
  if (!identity) throw new SealError("damaged");
  const age = await lockIn(identity);
  return { identity, age, recipient: await recipientOf(age) };
}

/**
 * Opens a channel: unwraps every key we hold and follows the holder statements from the first.
 * @param {ChannelData} data
 * @param {{ site: string, case: string, self: Self, cards: Card[], maker?: Card | null, pin?: Pin }} options
 *   `cards` are public keys from wherever, `maker` is the reporter's card where there is one
 * @returns {Promise<Channel>} Never throws for what the server sent: see `problem`.
 */
export async function openChannel(data, { site, case: of, self, cards: given, maker = null, pin }) {
  const { channel: uuid, kind, statements } = data;
  const cards = maker ? [...given, self.card, maker] : [...given, self.card];
  const found = await verifyStatements(statements, { site, channel: uuid, cards, maker });
  // Whose card is given as the maker's is the server's word: it counts if it began the channel.
  const made = maker && found[0] && (await signerAmong(found[0].note, [maker])) ? maker : null;
  const chain = isPinned(found, pin, made) ? found : [];
  const keys = new Map();
  for (const { version, wrap } of data.keys) {
    const key = await openWrap(self, wrap).catch(() => null);
    if (key) keys.set(version, key);
  }
  const last = chain.at(-1);
  const vouched = last && chain.length === statements.length;
  const newest = Math.max(...data.keys.map(({ version }) => version));
  const held = last && keys.get(last.version);
  /** @type {Channel["problem"]} */
  let problem = held ? null : "no-key";
  if (!vouched || newest > last.version || (held && held.recipient !== last.recipient)) problem = "unaccepted";
  return { site, case: of, uuid, kind, self, cards, maker: made, keys, chain, newest: null, problem };
}

/**
 * Whether a chain goes on from what was accepted. A mailbox began its channel itself: another beginning, even under
 * the same recipient, is not its own.
 * @param {Statement[]} chain @param {Pin | undefined} pin @param {Card | null} made who began it, where that is known
 */
function isPinned(chain, pin, made) {
  if (!pin) return true;
  if ("seq" in pin) return chain[pin.seq - 1]?.hash === pin.hash;
  return Boolean(made) && chain.some((one) => one.version === pin.version && one.recipient === pin.recipient);
}

/**
 * Whose signature counts under a key: its holders at any time, and the maker under the first.
 * @param {Channel} channel @param {number} version
 */
async function authorsOf(channel, version) {
  const { recipient } = channel.keys.get(version) ?? {};
  const chain = channel.chain.filter((one) => one.version === version && one.recipient === recipient);
  const named = await namedAmong(channel.cards, chain.flatMap(({ holders }) => holders));
  return chain.length && version === 1 && channel.maker ? [...named, channel.maker] : named;
}

/**
 * Opens entries, in the order given (oldest first). None is left out: one that cannot be read says why.
 * @param {Channel} channel @param {EntryData[]} rows all that the server has of this channel, before anything is
 *   written in it; fewer are enough for reading alone, but then `gap` means nothing
 * @returns {Promise<(Opened | Shut)[]>}
 */
export async function openEntries(channel, rows) {
  const hashes = await Promise.all(rows.map(async ({ age_file }) => sha256hex(unbase64(age_file))));
  channel.newest = hashes.at(-1) ?? null;
  const held = new Set(hashes);
  const authors = new Map();
  for (const version of new Set(rows.map((row) => row.version))) {
    authors.set(version, await authorsOf(channel, version));
  }
  const open = (/** @type {EntryData} */ row) => openEntry(channel, row, authors.get(row.version), held);
  return Promise.all(rows.map((row) => open(row).catch(({ code }) => ({ uuid: row.uuid, error: reasonOf(code) }))));
}

/** @param {string} code @returns {Shut["error"]} */
const reasonOf = (code) => (code === "not-for-you" || code === "wrong-place" ? code : "damaged");

/**
 * @param {Channel} channel @param {EntryData} row @param {Card[]} authors @param {Set<string>} held
 * @returns {Promise<Opened>}
 */
async function openEntry(channel, { uuid, version, age_file }, authors, held) {
  const key = channel.keys.get(version);
  if (!key) throw new SealError("not-for-you");
  const note = await openText(key.age, unbase64(age_file));
  const place = { site: channel.site, case: channel.case, channel: channel.uuid, key: key.recipient, entry: uuid };
  const { kind, at, body, files, prev } = readEntry(textIn(note), place);
  const author = await signerAmong(note, authors).catch(() => null);
  const gap = prev !== null && !held.has(prev);
  return { uuid, version, kind, at, body, files, author, verified: author !== null, gap };
}

/** @param {string} note signed, or not: what nobody signed is shown as such, never hidden */
function textIn(note) {
  try {
    return parse(note).text;
  } catch {
    return note;
  }
}

/**
 * Opens one entry of a case in a list. Who wrote it is looked at when the case is opened.
 * @param {Self} self @param {string} site @param {TitleData} row
 * @returns {Promise<any>} what it says. Throws SealError `not-for-you`, `damaged` or `wrong-place`.
 */
export async function openListed(self, site, { case: of, channel, wrap, entry, age_file }) {
  const { age, recipient } = await openWrap(self, wrap);
  const note = await openText(age, unbase64(age_file));
  return readEntry(textIn(note), { site, case: of, channel, key: recipient, entry }).body;
}

/** @param {Self} self @param {string} site @param {TitleData} row @returns {Promise<string>} a title. Throws as `openListed`. */
export const openTitle = async (self, site, row) => String(await openListed(self, site, row));

/**
 * Seals one entry under the newest key.
 * @param {Channel} channel
 * @param {{ kind: string, body: any, files?: Attachment[], uuid?: string, at?: string }} content
 * @returns {Promise<EntryData>} Throws SealError `unaccepted` or `no-key`.
 */
export async function sealEntry(channel, { kind, body, files = [], uuid = crypto.randomUUID(), at = now() }) {
  if (channel.problem) throw new SealError(channel.problem);
  const { version, recipient } = current(channel);
  const place = { site: channel.site, case: channel.case, channel: channel.uuid, key: recipient, entry: uuid };
  const text = entryText(place, { kind, at, prev: channel.newest, body, files });
  const file = await sealTo(recipient, await sign(text, channel.self.signer));
  channel.newest = await sha256hex(file);
  return { uuid, version, age_file: base64(file) };
}

/**
 * Writes an entry with files. Each file is sealed first: the entry names it by the hash of what is sealed.
 * @param {Channel} channel @param {{ kind: string, body: any, attached?: File[], at?: string }} content
 * @returns {Promise<{ entry: EntryData & { files: NamedFile[] }, uploads: Upload[] }>} the entry announces its files,
 *   `uploads` follow. Throws as `sealEntry`.
 */
export async function write(channel, { kind, body, attached = [], at }) {
  if (channel.problem) throw new SealError(channel.problem);
  const uploads = [];
  const files = [];
  for (const file of attached) {
    const upload = await sealFile(current(channel).recipient, file);
    uploads.push(upload);
    files.push({ name: file.name, type: file.type, size: upload.size, sha256: upload.sha256 });
  }
  const entry = await sealEntry(channel, { kind, body, files, at });
  const named = files.map(({ sha256, size }) => ({ entry: entry.uuid, sha256, size }));
  return { entry: { ...entry, files: named }, uploads };
}

/**
 * @param {Channel} channel @param {number} version of the entry that names the file @param {Attachment} file
 * @param {Bytes} bytes as served
 * @returns {Promise<Bytes>} Throws SealError `damaged` (also for another file than was named) or `not-for-you`.
 */
export async function openFile(channel, version, file, bytes) {
  const key = channel.keys.get(version);
  if (!key) throw new SealError("not-for-you");
  if ((await sha256hex(bytes)) !== file.sha256) throw new SealError("damaged");
  return open(key.age, bytes);
}
