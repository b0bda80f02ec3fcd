// @ts-check
// A member's identity: made, wrapped, unlocked, kept for the session (encryption design 3.4, 5 and 6).

import { SealError, base64, concat, orSay, randomBytes, textOf, unbase64, utf8 } from "./bytes.js";
import { cardName } from "./cards.js";
import { derive } from "./derive.js";
import { signerOf } from "./notes.js";
import { lockIn, newIdentity, openText, recipientOf, sealTo } from "./seal.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./channel.js").Self} Self */
/** Whose vault: site id and username. @typedef {{ site: string, username: string }} Whose */

/** @param {string} name a card's name @returns {Promise<string>} a new identity file, as `age -d -i` takes it */
async function newIdentityFile(name) {
  const identity = await newIdentity();
  const lines = [`# ${name}`, `# public key: ${await recipientOf(identity)}`];
  return [...lines, `# signing seed: ${base64(randomBytes(32))}`, identity, ""].join("\n");
}

/**
 * Opens an identity file for use; what it holds cannot be read out of the result where the browser allows that.
 * @param {string} file @param {number} version of the card @returns {Promise<Self>} Throws SealError `bad-identity`.
 */
export async function memberOf(file, version) {
  const [, name = "", , seed = "", identity = ""] =
    /^# (\S+)\n# public key: (\S+)\n# signing seed: (\S+)\n(AGE-SECRET-KEY-1\S+)\n/.exec(file) ?? [];
  if (!identity) throw new SealError("bad-identity");
  const signer = await signerOf(name, unbase64(seed));
  const card = { name, version, recipient: await recipientOf(identity), key: signer.key };
  return { card, age: await lockIn(identity), signer };
}

/** @param {Whose} whose @param {string} passphrase @param {string} file @returns {Promise<string>} the wrap */
export async function wrapByPassphrase({ site, username }, passphrase, file) {
  const { recipient } = await derive("vault", username, passphrase, site);
  return base64(await sealTo(recipient, file));
}

/** @param {string} file @returns {Promise<{ key: string, age_file: string }>} a new recovery key and its wrap */
export async function wrapByRecoveryKey(file) {
  const key = await newIdentity();
  return { key, age_file: base64(await sealTo(await recipientOf(key), file)) };
}

/**
 * Makes a member's keys: on joining, and as `version` + 1 when they are lost.
 * @param {Whose} whose @param {string} passphrase @param {number} [version]
 * @returns {Promise<{ file: string, recoveryKey: string, payload: { card: import("./cards.js").Card,
 *   wraps: { method: "passphrase" | "recovery", age_file: string }[] } }>}
 */
export async function newMember(whose, passphrase, version = 1) {
  const file = await newIdentityFile(cardName(whose.site, whose.username));
  const { card } = await memberOf(file, version);
  const recovery = await wrapByRecoveryKey(file);
  const wraps = [
    { method: /** @type {const} */ ("passphrase"), age_file: await wrapByPassphrase(whose, passphrase, file) },
    { method: /** @type {const} */ ("recovery"), age_file: recovery.age_file },
  ];
  return { file, recoveryKey: recovery.key, payload: { card, wraps } };
}

/**
 * @param {Whose} whose @param {string} passphrase @param {string} wrap
 * @returns {Promise<string>} the identity file. Throws SealError `wrong-passphrase` or `damaged`.
 */
export async function unlock({ site, username }, passphrase, wrap) {
  const { identity } = await derive("vault", username, passphrase, site);
  return openText(identity, unbase64(wrap)).catch(renamed("wrong-passphrase"));
}

/** @param {string} typed as read from the sheet @returns {string} without the gaps, in capitals */
export const readRecoveryKey = (typed) => typed.replace(/\s/g, "").toUpperCase();

/** @param {string} key @returns {string[]} the groups in which it is printed */
export const recoveryGroups = (key) => [key.slice(0, 16), ...(key.slice(16).match(/.{1,6}/g) ?? [])];

/** @param {string} typed @param {string} wrap @returns {Promise<string>} as `unlock`; SealError `wrong-recovery-key` */
export async function recover(typed, wrap) {
  const key = readRecoveryKey(typed);
  if (!(await recipientOf(key).catch(() => ""))) throw new SealError("wrong-recovery-key");
  return openText(key, unbase64(wrap)).catch(renamed("wrong-recovery-key"));
}

/** @param {string} code what it means here that the wrap is for another key @returns {(error: unknown) => never} */
const renamed = (code) => (error) => {
  throw error instanceof SealError && error.code === "not-for-you" ? new SealError(code, error) : error;
};

/** @param {string} seal base64, 32 bytes from the server's session */
const sessionKey = (seal) => crypto.subtle.importKey("raw", unbase64(seal), "AES-GCM", false, ["encrypt", "decrypt"]);

/** @param {string} file @param {string} seal @returns {Promise<string>} what may stay in the browser while unlocked */
export async function keepFor(file, seal) {
  const iv = randomBytes(12);
  const kept = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sessionKey(seal), utf8(file));
  return base64(concat(iv, new Uint8Array(kept)));
}

/** @param {string} kept @param {string} seal @returns {Promise<string>} the identity file, or SealError `locked` */
export async function takeUp(kept, seal) {
  return orSay("locked", async () => {
    const bytes = unbase64(kept);
    const algorithm = { name: "AES-GCM", iv: bytes.slice(0, 12) };
    return textOf(new Uint8Array(await crypto.subtle.decrypt(algorithm, await sessionKey(seal), bytes.slice(12))));
  });
}
