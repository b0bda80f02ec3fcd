// @ts-check
// Who holds a channel's key: making the first one, letting somebody in, making a new one for those who stay.
// Each change is a statement signed by a holder; when the server refuses one, open the channel again.

import { SealError, base64, sha256hex } from "./bytes.js";
import { REPORTER, holderOf } from "./cards.js";
import { current, now } from "./channel.js";
import { sign } from "./notes.js";
import { newIdentity, recipientOf, sealTo } from "./seal.js";
import { namedAmong, statementText } from "./statements.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {import("./channel.js").Self} Self */
/** A key sealed to a card; `version` is the card's.
 * @typedef {{ card: string, version: number, age_file: string }} Wrap */
/** What the server is sent of a new key.
 * @typedef {{ channel: string, recipient: string, wraps: Wrap[], mailbox_wrap?: string, statement: string }} NewKey */

/** @param {Channel} channel @param {Card} card @param {number} version of the key @returns {Promise<Wrap>} */
async function wrapFor(channel, card, version) {
  const { identity } = channel.keys.get(version) ?? {};
  if (!identity) throw new SealError("no-key");
  const text = `# case ${channel.case} channel ${channel.kind} key ${version}\n${identity}\n`;
  const age_file = base64(await sealTo(card.recipient, text));
  return { card: card.name, version: card.version, age_file };
}

/**
 * Signs and keeps the statement that these are now the holders of this key.
 * @param {Channel} channel @param {Card[]} holders @param {number} version @param {string} at
 */
async function vouch(channel, holders, version, at) {
  const { recipient = "" } = channel.keys.get(version) ?? {};
  const rows = await Promise.all(holders.map(holderOf));
  const { site, uuid, self } = channel;
  const previous = channel.chain.at(-1);
  const text = statementText({ site, channel: uuid, version, recipient, holders: rows, at, previous });
  const note = await sign(text, self.signer);
  channel.chain.push({ ...JSON.parse(text), note, hash: await sha256hex(note) });
  return note;
}

/**
 * Makes the key of this version and gives it to all its holders. A mailbox's wrap goes apart: the server has no card
 * of it.
 * @param {Channel} channel @param {Card[]} holders @param {number} version @param {string} at
 * @returns {Promise<NewKey>}
 */
async function makeKey(channel, holders, version, at) {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  channel.keys.set(version, { identity, age: identity, recipient });
  const all = await Promise.all(holders.map((card) => wrapFor(channel, card, version)));
  const wraps = all.filter(({ card }) => card !== REPORTER);
  const mailbox_wrap = all.find(({ card }) => card === REPORTER)?.age_file;
  const statement = await vouch(channel, holders, version, at);
  return { channel: channel.uuid, recipient, wraps, ...(mailbox_wrap && { mailbox_wrap }), statement };
}

/**
 * Makes a channel with its first key. `holders` are all who get it; the maker need not be one of them.
 * @param {{ site: string, case: string, kind: "team" | "party", self: Self, holders: Card[], at?: string }} options
 * @returns {Promise<{ channel: Channel, sent: NewKey }>}
 */
export async function newChannel({ site, case: of, kind, self, holders, at = now() }) {
  const uuid = crypto.randomUUID();
  /** @type {Channel} */
  const channel = {
    site, case: of, uuid, kind, self, cards: [...holders], maker: self.card,
    keys: new Map(), chain: [], newest: null, problem: null,
  };
  return { channel, sent: await makeKey(channel, holders, 1, at) };
}

/**
 * The cards of the present holders.
 * @param {Channel} channel @param {string[]} without names to leave out
 */
async function staying(channel, without) {
  if (channel.problem) throw new SealError(channel.problem);
  const holders = current(channel).holders.filter(({ name }) => !without.includes(name));
  const cards = await namedAmong(channel.cards, holders);
  if (cards.length < holders.length) throw new SealError("unknown-card");
  return cards;
}

/**
 * Lets somebody in: wraps of every key we hold, and the statement that they hold it now. Compare their card before.
 * @param {Channel} channel @param {Card} card @param {string} [at]
 * @returns {Promise<{ channel: string, wraps: (Wrap & { key: number })[], statement: string }>} `key` is the number of
 *   the key. Throws as `rotate`.
 */
export async function grant(channel, card, at = now()) {
  const others = await staying(channel, [card.name]);
  const vouched = [...channel.keys].filter(([version, { recipient }]) =>
    channel.chain.some((one) => one.version === version && one.recipient === recipient),
  );
  const wraps = await Promise.all(vouched.map(async ([key]) => ({ key, ...(await wrapFor(channel, card, key)) })));
  const statement = await vouch(channel, [...others, card], current(channel).version, at);
  channel.cards = [...channel.cards, card];
  return { channel: channel.uuid, wraps, statement };
}

/**
 * Makes a new key for those who stay. Nobody who was not a holder can come in by it.
 * @param {Channel} channel @param {string[]} without names of the cards that lose it @param {string} [at]
 * @returns {Promise<NewKey & { version: number }>} Throws SealError `unaccepted`, `no-key`, or `unknown-card` when the
 *   card of somebody who stays is not at hand.
 */
export async function rotate(channel, without, at = now()) {
  const holders = await staying(channel, without);
  const version = current(channel).version + 1;
  return { version, ...(await makeKey(channel, holders, version, at)) };
}
