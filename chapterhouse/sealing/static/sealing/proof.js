// @ts-check
// The small proof of work that doors ask for under load (ALTCHA, version 1), without a worker.

import { SealError, base64, utf8 } from "./bytes.js";
import { solveChallenge } from "./vendor/age.js";

/** @typedef {{ algorithm: string, challenge: string, maxnumber?: number, salt: string,
 *   signature: string }} Challenge */

/** How many tries between two pauses: without them the page would stand still, for hashing starves its other work. */
const SLICE = 1000;

/**
 * Solves a challenge piece by piece, so that the page stays usable.
 * @param {Challenge} asked @param {AbortSignal} [signal]
 * @returns {Promise<string>} what goes into `altcha`. Throws SealError `unsolved` when aborted or impossible.
 */
export async function solve({ algorithm, challenge, maxnumber = 1_000_000, salt, signature }, signal) {
  for (let start = 0; start <= maxnumber && !signal?.aborted; start += SLICE) {
    const end = Math.min(start + SLICE - 1, maxnumber);
    const solution = await solveChallenge(challenge, salt, algorithm, end, start).promise;
    if (solution) {
      return base64(utf8(JSON.stringify({ algorithm, challenge, number: solution.number, salt, signature })));
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new SealError("unsolved");
}
