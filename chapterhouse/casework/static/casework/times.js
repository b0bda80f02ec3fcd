// @ts-check
// Messages about when and where, as their readers on the desk see them.

import { momentIn } from "../ui/moments.js";
import { here, say } from "./desk.js";

/** @typedef {{ at: string, place: { name: import("./desk.js").Words } | null }} Option */
/** `set`: an officer gave it its time. @typedef {{ kind: string, zone: string, set?: boolean, suits?: boolean, text?: string, options: Option[] }} Times */

/** @param {any} body @returns {string | null} null: it is another kind of message, or not one that can be understood */
export function timesText(body) {
  if (body?.kind !== "times" && body?.kind !== "choice") return null;
  try {
    return written(body);
  } catch {
    return null;
  }
}

/** @param {Times} body */
function written(body) {
  const { kind, zone, set, suits, text, options } = body;
  const head = kind === "choice" ? (suits ? "times-suits" : "times-chosen") : set ? "times-set" : "times";
  const lines = options.map(({ at, place }) =>
    [momentIn(zone, at, document.documentElement.lang), here(place?.name ?? "")].filter(Boolean).join(" · "));
  return [say(head), ...lines, ...(text ? ["", text] : [])].join("\n");
}
