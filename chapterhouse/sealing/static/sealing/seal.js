// @ts-check
// Sealing and opening age files. Only X25519 recipients; every failure comes back as a SealError.

import { SealError, orSay, sha256hex, textOf, utf8 } from "./bytes.js";
import { Decrypter, Encrypter, bech32, generateX25519Identity, identityToRecipient } from "./vendor/age.js";
import { chacha20poly1305, hkdf, sha256 } from "./vendor/age.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** An age identity, as text or (better: it cannot be read out) as an X25519 key.
 * @typedef {string | CryptoKey} Identity */

const NONCE = 16;
const CHUNK = 64 * 1024 + 16;
const FIRST_AND_LAST = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const X25519_PKCS8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 110, 4, 34, 4, 32];

export { generateX25519Identity as newIdentity, identityToRecipient as recipientOf };

/** @param {unknown} text @returns {text is string} whether something can be sealed to it; no other kind is taken */
export function isRecipient(text) {
  if (typeof text !== "string" || !/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false;
  try {
    return bech32.decodeToBytes(text).bytes.length === 32;
  } catch {
    return false;
  }
}

/** @param {string[]} recipients @returns {Encrypter} */
function sealer(recipients) {
  if (!recipients.length || !recipients.every(isRecipient)) throw new SealError("bad-recipient");
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

/** @param {string | string[]} recipients @param {Uint8Array | string} data @returns {Promise<Bytes>} the age file */
export const sealTo = (recipients, data) => sealer([recipients].flat()).encrypt(data);

/**
 * Seals a file of any size.
 * @param {string} recipient @param {Blob} file
 * @returns {Promise<{ sealed: Blob, sha256: string, size: number }>} hash and size are those of the sealed file
 */
export async function sealFile(recipient, file) {
  const bytes = await new Response(await sealer([recipient]).encrypt(file.stream())).arrayBuffer();
  const sealed = new Blob([bytes], { type: "application/octet-stream" });
  return { sealed, sha256: await sha256hex(new Uint8Array(bytes)), size: bytes.byteLength };
}

/**
 * @param {Identity} identity @param {Uint8Array} file
 * @returns {Promise<Bytes>} Throws SealError `not-for-you` or `damaged` (a broken stream can say "Failed to fetch").
 */
export async function open(identity, file) {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const head = headOf(file);
    const short = head && file.length <= head.length + NONCE + CHUNK;
    return await (short ? openShort(decrypter, head, file.subarray(head.length)) : decrypter.decrypt(file));
  } catch (error) {
    const foreign = error instanceof Error && error.message.startsWith("no identity matched");
    throw new SealError(foreign ? "not-for-you" : "damaged", error);
  }
}

/** @param {Uint8Array} file @returns {Uint8Array | null} its header, which ends with the line of its code */
function headOf(file) {
  const start = new TextDecoder("latin1").decode(file.subarray(0, 4096)); // a letter for each byte
  const found = /^[^]*?\n---[^\n]*\n/.exec(start);
  return found && file.subarray(0, found[0].length);
}

/**
 * Opens what is sealed in one chunk, as wraps and nearly all entries are (age v1, "Payload"). Its header is typage's;
 * typage would then send the rest through three streams, two fifths of the time that opening a list takes.
 * @param {Decrypter} decrypter @param {Uint8Array} head @param {Uint8Array} payload @returns {Promise<Bytes>}
 */
async function openShort(decrypter, head, payload) {
  const fileKey = await decrypter.decryptHeader(head);
  const key = hkdf(sha256, fileKey, payload.subarray(0, NONCE), utf8("payload"), 32);
  return chacha20poly1305(key, FIRST_AND_LAST).decrypt(payload.subarray(NONCE));
}

/** @param {Identity} identity @param {Uint8Array} file @returns {Promise<string>} as `open`, for text */
export async function openText(identity, file) {
  const bytes = await open(identity, file);
  return orSay("damaged", () => textOf(bytes));
}

/**
 * @param {string} identity
 * @returns {Promise<Identity>} as a key that cannot be read out, where the browser knows X25519; else as it came
 */
export async function lockIn(identity) {
  try {
    const pkcs8 = new Uint8Array([...X25519_PKCS8, ...bech32.decodeToBytes(identity).bytes]);
    return await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  } catch {
    return identity;
  }
}
