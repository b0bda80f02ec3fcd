// @ts-check
// Return codes and invitation codes: 24 digits, the last two check the others (encryption design 3.2).

import { randomBelow } from "./bytes.js";
import { normalise } from "./derive.js";

export const LENGTH = 24;

/** @param {string} number @returns {string} the two digits that follow it (ISO 7064 MOD 97-10) */
export const checkDigits = (number) => String(98n - ((BigInt(number) * 100n) % 97n)).padStart(2, "0");

/** @returns {string} a fresh code, without spaces */
export function newCode() {
  const number = Array.from({ length: LENGTH - 2 }, () => randomBelow(10)).join("");
  return number + checkDigits(number);
}

/** @param {string} text as typed: any script's digits, with spaces, hyphens, dots */
export const readCode = (text) => normalise(text);

/** @param {string} text @returns {boolean} whether it reads as 24 digits that fit each other */
export function isCode(text) {
  const digits = readCode(text);
  return /^[0-9]{24}$/.test(digits) && BigInt(digits) % 97n === 1n;
}

/** @param {string} code @returns {string[]} groups of four, as it is shown and said */
export const groups = (code) => code.match(/.{1,4}/g) ?? [];
