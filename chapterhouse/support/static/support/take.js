// @ts-check
/** Taking a conversation along: the zip as the site has it, and the key to it, which is made here and never sent. */

import { language } from "../ui/shell.js";
import { make, one, phrase, tell } from "./page.js";

/** @typedef {import("./conversation.js").Talk} Talk */

/** Whether the zip is on its way: a double press fetches it once. */
let busy = false;

/** Does what the pressed button says. @param {HTMLElement} button @param {Talk} talk */
export async function take({ dataset }, talk) {
  if (dataset.take === "key") return save("case.key", new Blob([keyFile(talk)], { type: "application/octet-stream" }));
  if (busy) return;
  busy = true;
  const bar = /** @type {HTMLProgressElement} */ (one("[data-take-share]"));
  bar.hidden = false;
  bar.value = 0;
  try {
    save("export.zip", await fetched(talk.auth, (share) => {
      bar.value = share;
      tell("[data-take-said]", phrase("taking", { share: `${Math.round(share * 100)} %` }));
    }));
    tell("[data-take-said]", phrase("took"));
  } catch {
    tell("[data-take-said]", phrase("not-taken"));
  }
  bar.hidden = true;
  busy = false;
}

/** @param {Talk} talk @returns {string} every key of the conversation, as `age -d -i` takes it */
const keyFile = ({ channel: { case: of, kind, keys } }) =>
  [...keys].map(([version, { identity }]) => `# case ${of} channel ${kind} key ${version}\n${identity}\n`).join("");

/**
 * Each piece that comes is given to the browser as a Blob, which it may lay on the disk: only one is held here.
 * @param {string} auth @param {(share: number) => void} progress from 0 to 1
 * @returns {Promise<Blob>} Throws where the line is lost before the end.
 */
async function fetched(auth, progress) {
  const headers = { "Content-Type": "application/json" };
  const options = /** @type {RequestInit} */ ({ method: "POST", headers, credentials: "omit", cache: "no-store" });
  const answer = await fetch(`/support/mailbox/export/?lang=${language()}`, { ...options, body: JSON.stringify({ auth }) });
  if (!answer.ok || !answer.body) throw new Error("refused");
  const whole = Number(answer.headers.get("Content-Length"));
  const reader = answer.body.getReader();
  const parts = [];
  let arrived = 0;
  for (let next = await reader.read(); next.value; next = await reader.read()) {
    parts.push(new Blob([next.value]));
    arrived += next.value.length;
    if (whole) progress(arrived / whole);
  }
  if (whole && arrived !== whole) throw new Error("cut off");
  return new Blob(parts, { type: "application/zip" });
}

/** @param {string} download the name under which it is saved @param {Blob} blob */
function save(download, blob) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000); // not before the browser has begun
}
