// @ts-check
/**
 * The list of a desk as one member may take it: its chain checked, and set against what they accepted before
 * (encryption design, section 8.2).
 */

import { among, holderOf } from "./cards.js";
import { now } from "./channel.js";
import { pinCard, sheetNews } from "./notebook.js";
import { readSheet, sheetText, verifySheets } from "./statements.js";
import { send } from "./wire.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./notebook.js").Book} Book */
/** @typedef {import("./statements.js").Sheet} Sheet */
/** `cards` are the present cards of those who read there now, as the server says; `people` are names by username.
 * @typedef {{ code: string, name: Record<string, string>, sheets: { seq: number, note: string, signed: string }[],
 *   cards: Card[], readers: string[], people: Record<string, string> }} DeskData */
/** `status`: `none` (no list yet), `broken` (a signature or its order is wrong), or as `sheetNews` says.
 * `trusted`: the newest list may be followed; `alone`: nobody on it is left, so that it may start again.
 * `came`, `left`: what a next list would change.
 * @typedef {{ desk: DeskData, status: "none" | "broken" | "first" | "same" | "grown" | "restarted" | "lost",
 *   trusted: boolean, alone: boolean, sheet: Sheet | null, changes: { seq: number, came: Card[], left: Card[] }[],
 *   came: Card[], left: Card[], kept: Card[] }} DeskState */

/** @param {Card[]} cards @param {Card[]} others @returns {Promise<Card[]>} the cards that are not among the others */
async function missingIn(cards, others) {
  const [mine, theirs] = await Promise.all([cards, others].map((all) => Promise.all(all.map(holderOf))));
  return cards.filter((_, index) => mine?.[index] && !among(theirs ?? [], mine[index]));
}

/** @param {Book} pins @param {string} site @param {DeskData} desk @returns {Promise<DeskState>} */
export async function readDesk(pins, site, desk) {
  const where = { site, desk: desk.code };
  const sheets = await verifySheets(desk.sheets.map(({ note }) => note), where).catch(() => null);
  const sheet = sheets?.at(-1) ?? null;
  const on = sheet?.cards ?? [];
  const [came, left] = [await missingIn(desk.cards, on), await missingIn(on, desk.cards)];
  const kept = await missingIn(on, left);
  const { status, changes } = statusOf(pins, desk, sheets);
  const trusted = status === "same" || status === "grown";
  const alone = !kept.length && (trusted || status === "none" || status === "first");
  return { desk, sheet, came, left, kept, changes, status, trusted, alone };
}

/**
 * @param {Book} pins @param {DeskData} desk @param {Sheet[] | null} sheets
 * @returns {Pick<DeskState, "status" | "changes">}
 */
function statusOf(pins, desk, sheets) {
  if (!sheets) return { status: "broken", changes: [] };
  if (!sheets.length) return { status: pins.sheets[desk.code] ? "lost" : "none", changes: [] };
  return sheetNews(pins, sheets);
}

/**
 * Accepts a desk's list as it stands: its cards were compared, or colleagues whom the member follows vouched for them.
 * @param {import("./vault.js").Vault} vault @param {Sheet | null} sheet
 */
export async function acceptList({ pins, savePins }, sheet) {
  if (!sheet) return;
  pins.sheets[sheet.desk] = { seq: sheet.seq, hash: sheet.hash };
  for (const card of sheet.cards) await pinCard(pins, card);
  await savePins();
}

/**
 * Signs the next list of a desk: those who stay, and newcomers whose numbers were compared. Where nobody on the old list
 * is left, a new one starts at 1.
 * @param {import("./vault.js").Vault} vault @param {DeskState} state @param {Card[]} newcomers
 */
export async function signNext(vault, { desk, sheet, kept }, newcomers) {
  const previous = kept.length && sheet ? sheet : undefined;
  const cards = [...kept, ...newcomers];
  const note = await vault.sign(sheetText({ site: vault.site, desk: desk.code, cards, at: now(), previous }));
  await send("sheets/", { desk: desk.code, seq: desk.sheets.length + 1, note });
  await acceptList(vault, await readSheet(note));
}
