// @ts-check
// Signed notes (C2SP signed-note, Ed25519 only) and the JSON they carry (encryption design 3.6).

import { SealError, base64, concat, sha256, unbase64, utf8 } from "./bytes.js";
import { ed25519 } from "./vendor/age.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** Somebody who signs under a name; `key` is the public key in base64.
 * @typedef {{ name: string, key: string, sign: (message: Bytes) => Promise<Bytes> }} Signer */
/** @typedef {{ text: string, signatures: { name: string, id: string, value: Bytes }[] }} Note */

const MOST_SIGNATURES = 16;
const ED25519_PKCS8 = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const ALGORITHM = { name: "Ed25519" };
const CONTROLS = /[\x00-\x09\x0b-\x1f]/;

/** Whether this browser's WebCrypto has Ed25519; if not, the vendored one signs. */
const native = crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]).then(() => true, () => false);

/** @param {string} name @param {Bytes} seed 32 bytes @returns {Promise<Signer>} */
export async function signerOf(name, seed) {
  const key = base64(ed25519.getPublicKey(seed)); // WebCrypto does not tell it from the seed
  if (!(await native)) return { name, key, sign: async (message) => ed25519.sign(message, seed) };
  const pkcs8 = new Uint8Array([...ED25519_PKCS8, ...seed]);
  const secret = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
  return { name, key, sign: async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, secret, message)) };
}

/** @param {Bytes} message @param {Bytes} signature @param {Bytes} key */
async function fits(message, signature, key) {
  try {
    if (!(await native)) return ed25519.verify(signature, message, key, { zip215: false });
    const known = await crypto.subtle.importKey("raw", key, ALGORITHM, false, ["verify"]);
    return await crypto.subtle.verify(ALGORITHM, known, signature, message);
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} key @returns {Promise<Bytes>} four bytes that tell which key signed */
const keyId = async (name, key) => (await sha256(concat(utf8(`${name}\n\x01`), unbase64(key)))).slice(0, 4);

/** @param {string} text ends with a line feed @param {Signer} signer @returns {Promise<string>} the note */
export async function sign(text, signer) {
  const value = await signer.sign(utf8(text));
  return `${text}\n— ${signer.name} ${base64(concat(await keyId(signer.name, signer.key), value))}\n`;
}

/** @param {string} note @returns {Note} Throws SealError `bad-note` where C2SP signed-note is not followed. */
export function parse(note) {
  const gap = note.lastIndexOf("\n\n");
  const rows = note.slice(gap + 2).split("\n");
  if (gap < 0 || CONTROLS.test(note) || rows.pop() !== "" || !rows.length || rows.length > MOST_SIGNATURES) {
    throw new SealError("bad-note");
  }
  return { text: note.slice(0, gap + 1), signatures: rows.map(signature) };
}

/** @param {string} row */
function signature(row) {
  const [, name = "", value = ""] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(row) ?? [];
  const raw = name && value.length % 4 === 0 ? unbase64(value) : new Uint8Array(0);
  if (raw.length < 5) throw new SealError("bad-note");
  return { name, id: base64(raw.slice(0, 4)), value: raw.slice(4) };
}

/**
 * @param {string} note @param {{ name: string, key: string }} by
 * @returns {Promise<string>} the text this key signed under this name. Throws SealError `bad-note` or `not-signed`.
 */
export async function verify(note, { name, key }) {
  const { text, signatures } = parse(note);
  const id = base64(await keyId(name, key));
  const mine = signatures.filter((one) => one.name === name && one.id === id);
  const good = await Promise.all(mine.map((one) => fits(utf8(text), one.value, unbase64(key))));
  if (!good.length || good.includes(false)) throw new SealError("not-signed");
  return text;
}

/**
 * @param {string} note @param {{ name: string, key: string }[]} keys
 * @returns {Promise<string | null>} the name of the one of them who signed
 */
export async function signerAmong(note, keys) {
  for (const one of keys) {
    if (await verify(note, one).catch(() => "")) return one.name;
  }
  return null;
}

/** @param {object} data @returns {string} JSON as notes carry it */
export const writeJson = (data) => `${JSON.stringify(data, null, 1)}\n`;

/** @param {string} text @returns {any} the object in a note's text. Throws SealError `bad-note`. */
export function readJson(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new SealError("bad-note", error);
  }
  if (data?.v !== 1) throw new SealError("bad-note");
  return data;
}
