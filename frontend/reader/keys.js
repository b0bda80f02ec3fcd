// @ts-check
// From what somebody has (a recovery key, a return code, case.key) to the keys of the conversations.

import { isCode, readCode } from "../../chapterhouse/sealing/static/sealing/codes.js";
import { derive } from "../../chapterhouse/sealing/static/sealing/derive.js";
import { lockIn, openText, recipientOf } from "../../chapterhouse/sealing/static/sealing/seal.js";
import { bytesOf } from "./folder.js";

/** @typedef {import("./folder.js").Folder} Folder */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** Keys by their recipients. @typedef {Map<string, import("../../chapterhouse/sealing/static/sealing/channel.js").Key>} Keys */

const SECRET = /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/g;

/** @param {string} text @returns {string[]} the secrets in it, however they are spaced */
const secretsIn = (text) => text.replace(/\s/g, "").toUpperCase().match(SECRET) ?? [];

/**
 * @param {Folder} folder @param {Manifest} manifest @param {string} typed
 * @returns {Promise<Keys>} every key that can be had from what was typed and from the key files in the folder
 */
export async function keysOf(folder, manifest, typed) {
  const files = [...folder].filter(([name]) => /\.(key|txt)$/.test(name)).map(([, file]) => file.text());
  const secrets = [typed, ...(await Promise.all(files))].flatMap(secretsIn);
  if (isCode(typed)) secrets.push((await derive("mailbox", "", readCode(typed), manifest.site)).identity);
  const wraps = manifest.channels.flatMap(({ keys }) => keys.flatMap(({ wrap }) => wrap ?? []));
  for (const name of [manifest.identity, ...wraps]) {
    if (name) secrets.push(...(await inside(folder, name, secrets)));
  }
  const keys = await Promise.all([...new Set(secrets)].map((secret) => keyOf(secret).catch(() => null)));
  return new Map(keys.flatMap((key) => (key ? [[key.recipient, key]] : [])));
}

/** @param {Folder} folder @param {string} name of a wrap @param {string[]} secrets @returns {Promise<string[]>} those in it */
async function inside(folder, name, secrets) {
  const wrap = await bytesOf(folder, name).catch(() => null);
  for (const secret of wrap ? secrets : []) {
    const text = await openText(secret, /** @type {Uint8Array} */ (wrap)).catch(() => "");
    if (text) return secretsIn(text);
  }
  return [];
}

/** @param {string} identity Throws where its check letters do not fit. */
const keyOf = async (identity) => ({ identity, age: await lockIn(identity), recipient: await recipientOf(identity) });
