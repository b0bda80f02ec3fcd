// @ts-check
// The whole report, from the answers and the doors data: one thing to send (encryption design 5, Report).

import { SealError } from "./bytes.js";
import { usernameOf } from "./cards.js";
import { now, write } from "./channel.js";
import { newChannel } from "./holding.js";
import { openParty } from "./mailbox.js";
import { readSheet } from "./statements.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./channel.js").Channel} Channel */
/** @typedef {import("./channel.js").Upload} Upload */
/** What the questions were given (only what matters here): sheets and readers by the desk's code.
 * @typedef {{ site: string, pack: string, sheets: Record<string, { seq: number, note: string }>,
 *   readers: Record<string, string[]> }} Doors */
/** What is told, and at which door. `body` holds the answers, `people` the list of people involved, `excluded` are
 * usernames; `waits` says until when nothing is to be done; `case` is kept when the same report is sealed again.
 * @typedef {{ desk: string, door: string, excluded: string[], body: any, title: string, people: any,
 *   waits?: string, attached?: File[], at?: string, case?: string }} Told */

/**
 * The desk's sheet as the page was given it. It cannot be checked by somebody who comes for the first time, but by
 * comparing its `teamNumber` with the one on posters and on the organisation's own pages.
 * @param {Doors} doors @param {string} desk @returns {Promise<import("./statements.js").Sheet>}
 */
export async function sheetOf(doors, desk) {
  const sheet = await readSheet(doors.sheets[desk]?.note ?? "");
  if (sheet.site !== doors.site || sheet.desk !== desk) throw new SealError("bad-sheet");
  return sheet;
}

/**
 * Who would read it: those on the sheet who are in office and not excluded.
 * @param {Doors} doors @param {string} desk @param {string[]} excluded
 * @returns {Promise<Card[]>} Throws SealError `nobody-left`.
 */
export async function readersOf(doors, desk, excluded) {
  const { cards } = await sheetOf(doors, desk);
  const may = doors.readers[desk]?.filter((username) => !excluded.includes(username)) ?? [];
  const readers = cards.filter(({ name }) => may.includes(usernameOf(name)));
  if (!readers.length) throw new SealError("nobody-left");
  return readers;
}

/** @param {Doors} doors @param {Told} told @param {string} of case */
export const head = ({ pack, sheets }, { desk, door, excluded }, of) =>
  ({ v: 1, case: of, desk, door, pack, sheet: sheets[desk]?.seq, excluded });

/**
 * Seals a report. Whoever is excluded gets no key, so they cannot read it even with the whole database.
 * @param {Doors} doors @param {import("./mailbox.js").Mailbox} mailbox a new one
 * @param {Told & { altcha?: string }} told
 * @returns {Promise<{ payload: object, uploads: Upload[] }>} Throws SealError `nobody-left`, or `bad-sheet` when the
 *   doors data do not fit.
 */
export async function buildReport(doors, mailbox, told) {
  const { desk, excluded, waits, altcha, at = now(), case: of = crypto.randomUUID() } = told;
  const readers = await readersOf(doors, desk, excluded);
  const team = await newChannel({ site: doors.site, case: of, kind: "team", self: mailbox, holders: readers, at });
  const party = await openParty(mailbox, { case: of, desk, readers, at });
  const written = await entriesOf(told, at, party.channel, team.channel);
  const { entries, files, uploads } = written;
  const sealed = { ...party.sent, team: team.sent, entries, files };
  return { payload: { ...head(doors, told, of), ...sealed, ...(waits && { waits }), ...(altcha && { altcha }) }, uploads };
}

/** @param {Told} told @param {string} at @param {Channel} first where the report goes @param {Channel} team */
export async function entriesOf({ body, title, people, attached }, at, first, team) {
  const said = await write(first, { kind: "report", body, attached, at });
  const named = await write(team, { kind: "title", body: title, at });
  const list = await write(team, { kind: "people", body: people, at });
  const entries = [slot(said, "report", first), slot(named, "title", team), slot(list, "people", team)];
  return { entries, files: said.entry.files, uploads: said.uploads };
}

/** @param {{ entry: { uuid: string, age_file: string } }} written @param {string} slot @param {Channel} channel */
const slot = ({ entry: { uuid, age_file } }, slot, { kind }) => ({ uuid, channel: kind, slot, age_file });
