// @ts-check
// Asking somebody into a case, and coming in as a guest (encryption design 5, Invite).

import { SealError, base64, orSay, unbase64 } from "./bytes.js";
import { isCard, safetyNumber } from "./cards.js";
import { current, now } from "./channel.js";
import { newCode } from "./codes.js";
import { derive } from "./derive.js";
import { parse, readJson, sign, verify } from "./notes.js";
import { newChannel } from "./holding.js";
import { openParty } from "./mailbox.js";
import { entriesOf, head, readersOf } from "./report.js";
import { lockIn, openText, sealTo } from "./seal.js";
import { letterText, namedAmong, nextStatement, readStatement } from "./statements.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {{ site: string, case: string, desk: string, team: import("./statements.js").Mention, holders: Card[],
 *   message: string, from: string, at: string }} Letter */
/** What the server gives for an invitation: the letter, and the team's statements and cards as they are now.
 * @typedef {{ letter_file: string, statements: string[], cards: Card[] }} LetterData */

/**
 * Draws an invitation. The recipient it is sealed to is derived from the code and never sent.
 * @param {Channel} team the team channel, opened by a member who holds it
 * @param {{ desk: string, message: string, at?: string }} options
 * @returns {Promise<{ code: string, invitation: string, letter_file: string }>} `code` is handed over outside the
 *   program, `invitation` (what the code derives to find the letter) and `letter_file` are sent
 */
export async function buildInvitation(team, { desk, message, at = now() }) {
  if (team.problem) throw new SealError(team.problem);
  const { site, case: of, self } = team;
  const code = newCode();
  const { auth, recipient } = await derive("invitation", "", code, site);
  const { version, recipient: key, holders: named } = current(team);
  const holders = await namedAmong(team.cards, named);
  const mention = { channel: team.uuid, recipient: key, version };
  const text = letterText({ site, case: of, desk, team: mention, holders, message, from: self.card.name, at });
  const letter = await sealTo(recipient, await sign(text, self.signer));
  return { code, invitation: auth, letter_file: base64(letter) };
}

/**
 * @param {string} site @param {string} code
 * @returns {Promise<{ auth: string, age: import("./seal.js").Identity }>} `auth` asks the server for the letter
 */
export async function invitationOf(site, code) {
  const { auth, identity } = await derive("invitation", "", code, site);
  return { auth, age: await lockIn(identity) };
}

/**
 * Opens a letter and follows the team from those it names to those who hold the case now.
 * @param {{ age: import("./seal.js").Identity }} invitation @param {LetterData} data @param {string} site
 * @returns {Promise<{ letter: Letter, holders: Card[] }>} Throws SealError `bad-letter` unless one of the holders it
 *   names signed it, `bad-statement` or `unknown-card` where nobody vouched for who came later.
 */
export async function openLetter({ age }, data, site) {
  const letter = await orSay("bad-letter", () => readLetter(age, data.letter_file));
  if (letter.site !== site) throw new SealError("bad-letter");
  return { letter, holders: await presentHolders(letter, data) };
}

/** @param {import("./seal.js").Identity} age @param {string} letter_file @returns {Promise<Letter>} */
async function readLetter(age, letter_file) {
  const note = await openText(age, unbase64(letter_file));
  const { holders, from } = readJson(parse(note).text);
  const sender = holders.every(isCard) && holders.find((/** @type {Card} */ card) => card.name === from);
  return readJson(await verify(note, sender));
}

/** @param {Letter} letter @param {LetterData} data @returns {Promise<Card[]>} */
async function presentHolders({ site, team, holders }, data) {
  const read = await Promise.all(data.statements.map(readStatement));
  const named = JSON.stringify((await Promise.all(holders.map(safetyNumber))).sort());
  const start = read.findIndex((one) =>
    one.recipient === team.recipient && JSON.stringify(one.holders.map(({ number }) => number).sort()) === named);
  let last = read[start];
  if (!last) throw new SealError("bad-letter");
  const cards = [...holders, ...data.cards];
  for (const { note } of read.slice(start + 1)) {
    last = await nextStatement(note, { site, channel: team.channel, cards }, last);
  }
  const present = await namedAmong(cards, last.holders);
  if (present.length < last.holders.length) throw new SealError("unknown-card");
  return present;
}

/**
 * A guest's own mailbox and channel, held by those who hold the case. Nobody who invited knows the guest's code.
 * @param {{ letter: Letter, holders: Card[] }} opened @param {{ auth: string }} invitation
 * @param {import("./mailbox.js").Mailbox} mailbox a new one @param {string} [at]
 * @returns {Promise<{ channel: Channel, payload: object }>}
 */
export async function buildGuest({ letter, holders: readers }, invitation, mailbox, at = now()) {
  const { channel, sent } = await openParty(mailbox, { case: letter.case, desk: letter.desk, readers, at });
  return { channel, payload: { auth: invitation.auth, ...sent } };
}

/**
 * Seals a report that an officer writes down with the person, who gets the code of a letter on paper.
 * @param {import("./report.js").Doors} doors @param {import("./channel.js").Self} self one of the readers
 * @param {import("./report.js").Told & { message: string }} told `message` is what the letter says
 * @returns {Promise<{ code: string, payload: object, uploads: import("./channel.js").Upload[] }>}
 *   Throws as `buildReport`.
 */
export async function buildWrittenDown(doors, self, told) {
  const { desk, excluded, message, at = now(), case: of = crypto.randomUUID() } = told;
  const holders = await readersOf(doors, desk, excluded);
  const { channel, sent } = await newChannel({ site: doors.site, case: of, kind: "team", self, holders, at });
  const { entries, files, uploads } = await entriesOf(told, at, channel, channel);
  const { code, ...letter } = await buildInvitation(channel, { desk, message, at });
  return { code, payload: { ...head(doors, told, of), ...letter, team: sent, entries, files }, uploads };
}
