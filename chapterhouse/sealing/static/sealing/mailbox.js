// @ts-check
// One person without an account, in one case: their code, their mailbox, their side of the conversation.

import { SealError, base64, orSay, unbase64 } from "./bytes.js";
import { REPORTER, holderOf, reporterCard } from "./cards.js";
import { now, openChannel, openEntries } from "./channel.js";
import { newCode } from "./codes.js";
import { derive } from "./derive.js";
import { newChannel } from "./holding.js";
import { readJson, sign, signerOf, verify } from "./notes.js";
import { lockIn, openText, sealTo } from "./seal.js";
import { stateText } from "./statements.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./channel.js").Channel} Channel */
/** A mailbox opened by its code; `auth` finds it.
 * @typedef {import("./channel.js").Self & { site: string, code: string, auth: string }} Mailbox */
/** What the server gives for an `auth`.
 * @typedef {{ case: string, state_file: string, cards: Card[],
 *   party: import("./channel.js").ChannelData & { entries: import("./channel.js").EntryData[] } }} MailboxData */

/**
 * Derives a mailbox; a new code makes a new one. Takes about a third of a second.
 * @param {string} site @param {string} [code] @returns {Promise<Mailbox>}
 */
export async function mailboxOf(site, code = newCode()) {
  const { auth, identity, recipient, seed } = await derive("mailbox", "", code, site);
  const signer = await signerOf(REPORTER, seed);
  return { site, code, auth, card: reporterCard(recipient, signer.key), age: await lockIn(identity), signer };
}

/**
 * Makes a person's own channel, held by them and by those who read, and their record of it.
 * @param {Mailbox} mailbox @param {{ case: string, desk: string, readers: Card[], at?: string }} options
 * @returns {Promise<{ channel: Channel, sent: { mailbox: object, party: import("./holding.js").NewKey } }>}
 */
export async function openParty(mailbox, { case: of, desk, readers, at = now() }) {
  const { site, auth, card, signer } = mailbox;
  const holders = [...readers, card];
  const { channel, sent: party } = await newChannel({ site, case: of, kind: "party", self: mailbox, holders, at });
  const mention = { channel: party.channel, recipient: party.recipient, version: 1 };
  const rows = await Promise.all(readers.map(holderOf));
  const state = await sign(stateText({ site, case: of, desk, party: mention, holders: rows, at }), signer);
  const state_file = base64(await sealTo(card.recipient, state));
  return { channel, sent: { mailbox: { auth, recipient: card.recipient, signing_key: card.key, state_file }, party } };
}

/**
 * Opens what the server gives for a code. The state file must be signed by this mailbox: the server could write one.
 * @param {Mailbox} mailbox @param {MailboxData} data
 * @returns {Promise<{ case: string, desk: string, channel: Channel, entries: (import("./channel.js").Opened |
 *   import("./channel.js").Shut)[], readers: string[] }>} `readers` are the names of the cards that can read now.
 *   Throws SealError `bad-state`.
 */
export async function openMailbox(mailbox, data) {
  const { site, card } = mailbox;
  const state = await readState(mailbox, data);
  const pin = state.channels.party;
  if (state.case !== data.case || pin.channel !== data.party.channel) throw new SealError("bad-state");
  const options = { site, case: state.case, self: mailbox, cards: data.cards, maker: card, pin };
  const channel = await openChannel({ ...data.party, kind: "party" }, options);
  const entries = await openEntries(channel, data.party.entries);
  const readers = (channel.chain.at(-1)?.holders ?? []).map(({ name }) => name).filter((name) => name !== REPORTER);
  return { case: state.case, desk: state.desk, channel, entries, readers };
}

/** @param {Mailbox} mailbox @param {MailboxData} data @returns {Promise<any>} */
async function readState({ age, card, site }, data) {
  const read = async () => readJson(await verify(await openText(age, unbase64(data.state_file)), card));
  const state = await orSay("bad-state", read);
  if (state.site !== site || !state.channels?.party?.channel) throw new SealError("bad-state");
  return state;
}
