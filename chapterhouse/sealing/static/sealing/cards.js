// @ts-check
// Key cards and the numbers by which people compare them (encryption design 3.5).

import { SealError, sha256 } from "./bytes.js";
import { isRecipient } from "./seal.js";

/** Somebody's public keys. A mailbox has one too: named `reporter`, version 1.
 * @typedef {{ name: string, version: number, recipient: string, key: string }} Card */
/** @typedef {{ name: string, number: string }} Holder */

export const REPORTER = "reporter";

/** @param {string} site @param {string} username */
export function cardName(site, username) {
  if (!/^[a-z0-9._-]+$/.test(username)) throw new SealError("bad-username");
  return `${site}/${username}`;
}

/** @param {string} name @returns {string} the username in a card's name; a reporter has none */
export const usernameOf = (name) => (name === REPORTER ? "" : name.slice(name.lastIndexOf("/") + 1));

/** @param {string} recipient @param {string} key @returns {Card} */
export const reporterCard = (recipient, key) => ({ name: REPORTER, version: 1, recipient, key });

/** @param {any} data @returns {data is Card} */
export function isCard(data) {
  const shaped = typeof data?.name === "string" && Number.isInteger(data.version) && data.version > 0;
  return shaped && isRecipient(data.recipient) && /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/.test(data.key);
}

/**
 * @param {{ name: string, recipient: string, key: string }} card
 * @returns {Promise<string>} six groups of five digits
 */
export async function safetyNumber({ name, recipient, key }) {
  const digest = new DataView((await sha256(["e2ee-v1/card", name, recipient, key].join("\n"))).buffer);
  const five = [0, 5, 10, 15, 20, 25].map((at) => digest.getUint8(at) * 2 ** 32 + digest.getUint32(at + 1));
  return five.map((value) => String(value % 100_000).padStart(5, "0")).join(" ");
}

/** @param {Card[]} cards @returns {Promise<string>} the number of a whole desk */
export async function teamNumber(cards) {
  const numbers = await Promise.all(cards.map(safetyNumber));
  return safetyNumber({ name: "team", recipient: numbers.sort().join("\n"), key: "" });
}

/** @param {Card} card @returns {Promise<Holder>} */
export const holderOf = async (card) => ({ name: card.name, number: await safetyNumber(card) });

/** @param {Holder[]} holders @param {Holder} holder */
export const among = (holders, { name, number }) => holders.some((one) => one.name === name && one.number === number);
