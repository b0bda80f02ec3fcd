// @ts-check
// Bytes and their spellings. Everything else here stands on this.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** What went wrong, as a word that pages turn into a sentence (`code`); never shown as it is. */
export class SealError extends Error {
  /** @param {string} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * @template T
 * @param {string} code @param {() => T | Promise<T>} work
 * @returns {Promise<T>} Throws SealError with this code instead of whatever the work throws.
 */
export async function orSay(code, work) {
  try {
    return await work();
  } catch (error) {
    throw new SealError(code, error);
  }
}

/** @param {string} text @returns {Bytes} UTF-8 */
export const utf8 = (text) => new TextEncoder().encode(text);

/** @param {Uint8Array} bytes @returns {string} Throws TypeError unless they are UTF-8. */
export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** @param {Uint8Array} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Uint8Array} bytes */
export const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} text @returns {Bytes} Throws unless it is base64. */
export function unbase64(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length); // a loop: lists open hundreds of files at once
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** @param {...Uint8Array} parts @returns {Bytes} */
export function concat(...parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** @param {Bytes | string} data */
export async function sha256(data) {
  const bytes = typeof data === "string" ? utf8(data) : data;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** @param {Bytes | string} data @returns {Promise<string>} hex */
export const sha256hex = async (data) => hex(await sha256(data));

/** @param {number} size */
export const randomBytes = (size) => crypto.getRandomValues(new Uint8Array(size));

/** @param {number} below @returns {number} uniform in 0 … below − 1, by rejection sampling; below ≤ 65,536 */
export function randomBelow(below) {
  const fair = 65536 - (65536 % below);
  for (;;) {
    const [draw = fair] = crypto.getRandomValues(new Uint16Array(1));
    if (draw < fair) return draw % below;
  }
}
