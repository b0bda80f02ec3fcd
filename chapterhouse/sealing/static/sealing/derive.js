// @ts-check
// Keys from the secrets that people keep (encryption design 3.3). Same rules as formats/derive.py.

import { hex, utf8 } from "./bytes.js";
import { bech32, identityToRecipient } from "./vendor/age.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {"vault" | "mailbox" | "invitation"} Purpose */
/**
 * `auth` finds the row (none for a vault), `identity` and `recipient` are age keys, `seed` signs (mailboxes only).
 * @typedef {{ auth: string, identity: string, recipient: string, seed: Bytes }} Derived
 */

export const ROUNDS = 1_000_000;
const GAPS = /[\t-\r \u1680\u2028\u2029\ufeff\u2010-\u2015\u2212-]+/gu;
const DIGIT = /\p{Nd}/u;

/**
 * The value of a decimal digit of any script: scripts keep theirs in unbroken runs of ten.
 * @param {string} letter
 */
function digitValue(letter) {
  const code = letter.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

/** @param {string} text @returns {string} with the decimal digits of every script written 0–9 */
export const asciiDigits = (text) => text.replace(/\p{Nd}/gu, digitValue);

/** @param {string} secret @returns {string} digits alone, or lower-case words without accents, one space between */
export function normalise(secret) {
  const plain = asciiDigits(secret).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const joined = plain.replace(GAPS, "");
  if (/^[0-9.]+$/.test(joined)) return joined.replaceAll(".", "");
  return plain.replace(GAPS, " ").replace(/^ | $/g, "");
}

/** @param {Bytes} bytes 32 secret bytes @returns {string} `AGE-SECRET-KEY-1…` */
export const identityOf = (bytes) => bech32.encodeFromBytes("AGE-SECRET-KEY-", bytes).toUpperCase();

/**
 * @param {Purpose} purpose
 * @param {string} whose username for a vault, else empty
 * @param {string} secret as typed
 * @param {string} site site id
 * @returns {Promise<Derived>} takes about a third of a second; what the purpose does not use is empty
 */
export async function derive(purpose, whose, secret, site) {
  const { subtle } = crypto;
  const salt = utf8(["e2ee-v1", purpose, site, whose].join("\n"));
  const typed = await subtle.importKey("raw", utf8(normalise(secret)), "PBKDF2", false, ["deriveBits"]);
  const stretched = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, typed, 256);
  const prk = await subtle.importKey("raw", stretched, "HKDF", false, ["deriveBits"]);
  /** @param {string} label */
  const out = async (label) => {
    const expand = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: utf8(`e2ee-v1/${label}`) };
    return new Uint8Array(await subtle.deriveBits(expand, prk, 256));
  };
  const identity = identityOf(await out("age"));
  return {
    auth: purpose === "vault" ? "" : hex(await out("auth")),
    identity,
    recipient: await identityToRecipient(identity),
    seed: purpose === "mailbox" ? await out("sign") : new Uint8Array(0),
  };
}
