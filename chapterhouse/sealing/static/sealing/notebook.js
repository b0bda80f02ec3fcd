// @ts-check
// A member's pins: what they compared and accepted, sealed to themselves and signed (encryption design 8.1 and 8.2).

import { SealError, base64, orSay, unbase64 } from "./bytes.js";
import { safetyNumber } from "./cards.js";
import { readJson, sign, verify, writeJson } from "./notes.js";
import { openText, sealTo } from "./seal.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./channel.js").Self} Self */
/** @typedef {import("./statements.js").Sheet} Sheet */
/** `cards` by name: safety numbers; `sheets` by desk, `channels` by uuid: the newest accepted.
 * @typedef {{ v: 1, owner: string, cards: Record<string, string>,
 *   sheets: Record<string, { seq: number, hash: string }>,
 *   channels: Record<string, { seq: number, hash: string, recipient: string }> }} Book */

/** @param {Self} self @returns {Book} */
export const emptyBook = (self) => ({ v: 1, owner: self.card.name, cards: {}, sheets: {}, channels: {} });

/** @param {Self} self @param {string} age_file @returns {Promise<Book>} Throws SealError `bad-notebook`. */
export async function openNotebook(self, age_file) {
  const read = async () => readJson(await verify(await openText(self.age, unbase64(age_file)), self.card));
  const book = await orSay("bad-notebook", read);
  if (book.owner !== self.card.name) throw new SealError("bad-notebook");
  return book;
}

/** @param {Self} self @param {Book} book @returns {Promise<string>} */
export const sealNotebook = async (self, book) =>
  base64(await sealTo(self.card.recipient, await sign(writeJson(book), self.signer)));

/** @param {Book} book @param {Card} card @returns {Promise<"new" | "same" | "changed">} unless `same`: compare first */
export async function knownAs(book, card) {
  const pinned = book.cards[card.name];
  if (!pinned) return "new";
  return pinned === (await safetyNumber(card)) ? "same" : "changed";
}

/** @param {Book} book @param {Card} card compared by the member, in person or by voice */
export async function pinCard(book, card) {
  book.cards[card.name] = await safetyNumber(card);
}

/**
 * Takes over what another tab accepted meanwhile: the higher pin, and the numbers that were not compared here. A list
 * started anew and accepted here has a lower pin, and stands.
 * @param {Book} book @param {Book} kept as the server has it now @param {Book} loaded as this tab last knew it
 */
export function merge(book, kept, loaded) {
  for (const [name, number] of Object.entries(kept.cards)) {
    if (book.cards[name] === loaded.cards[name]) book.cards[name] = number;
  }
  for (const part of /** @type {("sheets" | "channels")[]} */ (["sheets", "channels"])) {
    /** @type {Record<string, any>[]} */
    const [mine = {}, before = {}] = [book[part], loaded[part]];
    for (const [of, pin] of Object.entries(kept[part])) {
      const changedHereAlone = pin.hash === before[of]?.hash && mine[of]?.hash !== pin.hash;
      if (!changedHereAlone && !(mine[of]?.seq >= pin.seq)) mine[of] = pin;
    }
  }
}

/**
 * What happened to a desk since its sheet was pinned.
 * @param {Book} book @param {Sheet[]} sheets accepted, oldest first (`verifySheets`)
 * @returns {{ status: "first" | "same" | "grown" | "restarted" | "lost", changes: { seq: number, came: Card[],
 *   left: Card[] }[] }} `lost`: the pinned sheet is not among them, so nothing of this may be trusted; `restarted`:
 *   nobody on the old sheet was left, so every card must be compared anew
 */
export function sheetNews(book, sheets) {
  const pin = book.sheets[sheets.at(-1)?.desk ?? ""];
  const from = pin ? sheets.findIndex(({ hash }) => hash === pin.hash) : -1;
  if (pin && from < 0) return { status: "lost", changes: [] };
  const news = sheets.slice(from + 1);
  const changes = news.map((sheet, index) => difference(sheets[from + index], sheet));
  if (!pin) return { status: "first", changes };
  if (!news.length) return { status: "same", changes };
  return { status: news.some(({ seq }) => seq === 1) ? "restarted" : "grown", changes };
}

/** @param {Sheet | undefined} before @param {Sheet} after */
function difference(before, after) {
  const old = before?.cards ?? [];
  const came = after.cards.filter((card) => !isAmong(card, old));
  const left = old.filter((card) => !isAmong(card, after.cards));
  return { seq: after.seq, came, left };
}

/** @param {Card} card @param {Card[]} cards */
function isAmong({ name, recipient, key }, cards) {
  return cards.some((one) => one.name === name && one.recipient === recipient && one.key === key);
}
