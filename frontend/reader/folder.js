// @ts-check
// The files of an export by their names: chosen one by one, with their folder, or as the zip that they came in.

import { SealError } from "../../chapterhouse/sealing/static/sealing/bytes.js";

/** @typedef {Map<string, Blob>} Folder */

const END = 0x06054b50;
const FAR = 0xffffffff;

/** @param {Iterable<File>} files @returns {Promise<Folder>} Throws SealError `damaged` for a zip that is not whole. */
export async function folderOf(files) {
  /** @type {Folder} */
  const folder = new Map();
  for (const file of files) {
    if (!file.name.endsWith(".zip")) folder.set(file.name, file);
    else for (const [name, part] of await unzipped(file)) folder.set(name, part);
  }
  return folder;
}

/** @param {Folder} folder @param {string} name @returns {Promise<Uint8Array<ArrayBuffer>>} SealError `missing` */
export async function bytesOf(folder, name) {
  const part = folder.get(name);
  if (!part) throw new SealError("missing");
  return new Uint8Array(await part.arrayBuffer());
}

/** @param {Blob} file @param {number} from @param {number} size */
const view = async (file, from, size) => new DataView(await file.slice(from, from + size).arrayBuffer());

/** @param {Blob} file @returns {Promise<[string, Blob][]>} the parts of a zip of ours, in which nothing is compressed */
async function unzipped(file) {
  try {
    const list = await contents(file);
    return await Promise.all(list.map(async ({ name, from, size }) => {
      const head = await view(file, from, 30);
      const start = from + 30 + head.getUint16(26, true) + head.getUint16(28, true);
      return /** @type {[string, Blob]} */ ([name, file.slice(start, start + size)]);
    }));
  } catch (error) {
    throw new SealError("damaged", error);
  }
}

/** @param {Blob} file the list at its end (APPNOTE 4.3.12 to 4.3.16) */
async function contents(file) {
  const end = await view(file, file.size - 22, 22); // ours has no comment after it
  if (end.getUint32(0, true) !== END) throw new Error("no end of a zip");
  let size = end.getUint32(12, true);
  let from = end.getUint32(16, true);
  if (from === FAR || size === FAR) {
    const far = await view(file, file.size - 22 - 76, 56);
    [size, from] = [Number(far.getBigUint64(40, true)), Number(far.getBigUint64(48, true))];
  }
  const rows = await view(file, from, size);
  const found = [];
  for (let at = 0; at < size;) {
    const [named, extra, comment] = [28, 30, 32].map((place) => rows.getUint16(at + place, true));
    const after = at + 46 + (named ?? 0);
    const offset = rows.getUint32(at + 42, true);
    found.push({
      name: new TextDecoder().decode(new Uint8Array(rows.buffer, at + 46, named)),
      size: rows.getUint32(at + 24, true),
      from: offset === FAR ? Number(rows.getBigUint64(after + 4, true)) : offset,
    });
    at = after + (extra ?? 0) + (comment ?? 0);
  }
  return found;
}
