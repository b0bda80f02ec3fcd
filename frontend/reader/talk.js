// @ts-check
// One conversation of an export: opened, its signatures checked against the statements of who held its key.

import { base64 } from "../../chapterhouse/sealing/static/sealing/bytes.js";
import { usernameOf } from "../../chapterhouse/sealing/static/sealing/cards.js";
import { openChannel, openEntries, openFile } from "../../chapterhouse/sealing/static/sealing/channel.js";
import { bytesOf } from "./folder.js";

/** @typedef {import("./folder.js").Folder} Folder */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {import("./manifest.js").ChannelRow} ChannelRow */
/** @typedef {import("./manifest.js").Row} Row */
/** @typedef {import("../../chapterhouse/sealing/static/sealing/channel.js").Channel} Channel */
/** @typedef {import("../../chapterhouse/sealing/static/sealing/channel.js").Opened} Opened */
/** An entry, or why it cannot be read. @typedef {{ row: Row, opened?: Opened, error?: string }} Said */
/** `doubtful`: a change of its key or holders that no holder signed.
 * @typedef {{ about: ChannelRow, channel: Channel, doubtful: boolean, said: Said[] }} Talk */

/** The reader writes nothing, so that it is nobody. */
const nobody = { name: "nobody", version: 1, recipient: "", key: "" };
const self = { card: nobody, age: "", signer: { name: "", key: "", sign: () => Promise.reject(new Error("only reads")) } };

/**
 * @param {Manifest} manifest @param {ChannelRow} about @param {Folder} folder @param {import("./keys.js").Keys} keys
 * @returns {Promise<Talk>}
 */
export async function openTalk(manifest, about, folder, keys) {
  const { site, case: of, cards } = manifest;
  const data = { ...about, keys: about.keys.map(({ version }) => ({ version, wrap: "" })) };
  const channel = await openChannel(data, { site, case: of, self, cards, maker: about.maker });
  for (const { version, recipient } of about.keys) {
    const key = keys.get(recipient);
    if (key) channel.keys.set(version, key);
  }
  const last = channel.chain.at(-1);
  const held = last && channel.keys.get(last.version);
  const doubtful = channel.problem === "unaccepted" || Boolean(held && held.recipient !== last.recipient);
  return { about, channel, doubtful, said: await opened(channel, about, folder) };
}

/** @param {Channel} channel @param {ChannelRow} about @param {Folder} folder @returns {Promise<Said[]>} */
async function opened(channel, { entries }, folder) {
  const here = [];
  for (const row of entries) {
    const bytes = await bytesOf(folder, row.age_file).catch(() => null);
    if (bytes) here.push({ uuid: row.uuid, version: row.version, age_file: base64(bytes) });
  }
  const found = new Map((await openEntries(channel, here)).map((one) => [one.uuid, one]));
  return entries.map((row) => {
    const one = found.get(row.uuid);
    if (!one) return { row, error: "missing" };
    return "error" in one ? { row, error: one.error } : { row, opened: one };
  });
}

/** A signature counts when it is that of the account under which the entry was kept. @param {Said} said */
export const signedBy = ({ row, opened }) =>
  opened?.verified && opened.author !== null && usernameOf(opened.author) === row.author ? opened.author : null;

/**
 * @param {Talk} talk @param {Opened} entry @param {import("../../chapterhouse/sealing/static/sealing/statements.js").Attachment} file
 * @param {string} name in the folder @param {Folder} folder
 * @returns {Promise<Uint8Array<ArrayBuffer>>} what the file holds. Throws SealError `missing`, `damaged` or `not-for-you`.
 */
export const openAttached = async ({ channel }, entry, file, name, folder) =>
  openFile(channel, entry.version, file, await bytesOf(folder, name));
