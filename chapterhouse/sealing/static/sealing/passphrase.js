// @ts-check
// Passphrases of members: seven words drawn from the list of their language (encryption design 3.2).

import { SealError, randomBelow } from "./bytes.js";

export const COUNT = 7;
const LISTS = { en: () => import("./vendor/words-en.js"), es: () => import("./vendor/words-es.js") };

/** @param {string} language @returns {Promise<string>} a fresh passphrase, words separated by spaces */
export async function newPassphrase(language) {
  const { words } = await (language === "es" ? LISTS.es : LISTS.en)();
  if (words.length !== 2048) throw new SealError("no-words");
  const drawn = Array.from({ length: COUNT }, () => words[randomBelow(2048)]);
  return drawn.join(" ").normalize("NFC");
}
