// @ts-check
/** Sends what was sealed, so that sending again sends the same thing once; then shows the return code. */

import { title } from "../ui/shell.js";
import { Refusal, all, ask, forget, listed, make, one, phrase, tell } from "./page.js";

/** @typedef {import("../sealing/channel.js").Upload} Upload */
/** @typedef {{ payload: object, uploads: Upload[] }} Sealed */
/** `before`: it had arrived already. @typedef {{ by?: import("./page.js").Words, before?: boolean }} Sent */

/** Sends something, and once more after a moment if nothing came back.
 * @param {string} address @param {object} payload @returns {Promise<Sent>} Throws Refusal. */
export async function deliver(address, payload) {
  for (let trial = 0; ; trial += 1) {
    try {
      return await ask(address, payload);
    } catch (error) {
      const code = error instanceof Refusal ? error.code : "";
      if (code === "replayed") return { before: true };
      if (code !== "line" || trial > 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

/** Sends a report; where many are writing, with a proof of work that nobody sees.
 * @param {Sealed} sealed @param {import("./page.js").Data} data @returns {Promise<Sent>} Throws Refusal. */
export async function sendReport({ payload }, { challenge }) {
  try {
    return await deliver("reports/", challenge ? await proven(payload, challenge) : payload);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "needs-proof") throw error;
    const { challenge } = await ask("doors.json");
    return deliver("reports/", challenge ? await proven(payload, challenge) : payload);
  }
}

/** @param {object} payload @param {import("../sealing/proof.js").Challenge} challenge */
async function proven(payload, challenge) {
  const { solve } = await import("../sealing/proof.js");
  return { ...payload, altcha: await solve(challenge) };
}

/** Sends sealed files one after the other, each at most twice.
 * @param {Upload[]} uploads @param {(share: number) => void} progress from 0 to 1
 * @returns {Promise<boolean>} whether all arrived */
export async function sendFiles(uploads, progress) {
  const whole = uploads.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  let arrived = true;
  for (const upload of uploads) {
    /** @param {number} sent */
    const show = (sent) => progress((done + sent) / whole);
    arrived = ((await put(upload, show)) || (await put(upload, show))) && arrived;
    done += upload.size;
  }
  return arrived;
}

/** @param {Upload} upload @param {(sent: number) => void} progress @returns {Promise<boolean>} */
function put({ sha256, sealed }, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
    request.open("PUT", `/support/files/${sha256}/`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded }) => progress(loaded));
    request.addEventListener("loadend", () => resolve(request.status === 204));
    request.send(sealed);
  });
}

/** Shows the return code: to print, to copy, to save, and four groups of it asked back.
 * @param {string} code 24 digits */
export function showCode(code) {
  const parts = code.match(/.{4}/g) ?? [];
  const address = new URL("/support/return/", location.href).href;
  one("[data-return-code]").replaceChildren(...parts.flatMap((part) => [make("span", {}, part), " "]));
  tell("[data-return-address]", address);
  one("[data-print]").addEventListener("click", () => {
    title(""); // paper carries the organisation's name and nothing else
    print();
  });
  one("[data-copy]").addEventListener("click", async () => {
    const done = await navigator.clipboard?.writeText(parts.join(" ")).then(() => true, () => false);
    tell("[data-copied]", phrase(done ? "copied" : "copy-by-hand"));
  });
  const text = new Blob([`${parts.join(" ")}\n${address}\n`], { type: "text/plain" });
  one("[data-save]").setAttribute("href", URL.createObjectURL(text));
  one("[data-four]").addEventListener("submit", () => {
    const wrong = all("[data-four] input").filter(({ value, id }) => value.trim() !== parts[Number(id.slice(-1))]);
    const names = wrong.map(({ id }) => String(Number(id.slice(-1)) + 1));
    tell("[data-four-answer]", wrong.length ? phrase("four-wrong", { groups: listed(names) }) : phrase("four-right"));
    wrong[0]?.focus();
  });
}

// Closing forgets: the start page takes the place of this one, and nothing of it stays in memory.
document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-forget]");
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  forget();
  location.replace(link.href);
});
