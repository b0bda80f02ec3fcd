// @ts-check
// The paper somebody takes home, with the code of a letter: shown once, to be printed or written down.

import { groups } from "../sealing/codes.js";
import { one } from "./desk.js";

/** @param {string} code 24 digits */
export function showSlip(code) {
  const slip = one("[data-slip]");
  const parts = groups(code).flatMap((group) => [Object.assign(document.createElement("span"), { textContent: group }), " "]);
  one("[data-return-code]", slip).replaceChildren(...parts);
  one("[data-return-address]", slip).textContent = `${location.origin}/support/return/`;
  slip.hidden = false;
  one("h1", slip).focus();
}

one("[data-print]").addEventListener("click", () => print());
