// @ts-check
// What an export says in clear (chapterhouse/sealing/export.py).

import { SealError } from "../../chapterhouse/sealing/static/sealing/bytes.js";
import { bytesOf } from "./folder.js";

/** @typedef {import("../../chapterhouse/sealing/static/sealing/cards.js").Card} Card */
/** An entry; `age_file` and the values of `files` are names in the folder, null for a file that never arrived.
 * @typedef {{ uuid: string, version: number, age_file: string, author: string, received: string,
 *   files: Record<string, string | null> }} Row */
/** @typedef {{ channel: string, kind: "team" | "party", party: string | null, maker: Card | null, statements: string[],
 *   keys: { version: number, recipient: string, wrap: string | null }[], entries: Row[] }} ChannelRow */
/** `me` is a username, or nothing for a person with a code.
 * @typedef {{ v: number, site: string, case: string, code?: string, me: string, made: string, identity: string | null,
 *   title?: string | null, cards: Card[], names: Record<string, string>, channels: ChannelRow[] }} Manifest */

/** @param {import("./folder.js").Folder} folder @returns {Promise<Manifest>} Throws SealError `no-files` or `damaged`. */
export async function manifestOf(folder) {
  const bytes = await bytesOf(folder, "manifest.json").catch((error) => {
    throw new SealError("no-files", error);
  });
  try {
    const manifest = JSON.parse(new TextDecoder().decode(bytes));
    if (manifest.v === 1 && Array.isArray(manifest.channels)) return manifest;
  } catch (error) {
    throw new SealError("damaged", error);
  }
  throw new SealError("damaged");
}
