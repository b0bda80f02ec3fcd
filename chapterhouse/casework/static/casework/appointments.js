// @ts-check
// Times and places for an appointment: sealed to each who sits in it, in their own channel.

import { SealError } from "../sealing/bytes.js";
import { sealEntry } from "../sealing/channel.js";
import { instantIn } from "../ui/moments.js";
import { attempt, desk, finish, newestIn } from "./case.js";
import { all, given, one, post, say, tell, whenSent } from "./desk.js";

/** @typedef {{ at: string, place: object | null }} Option */

/** @type {{ zone: string, places: { code: string }[] }} */
const { zone, places } = given("appointments-data");
/** What was sealed and may not have arrived: sent again as it is. @type {WeakMap<Element, { what: string, proposals: object[] }>} */
const pending = new WeakMap();

/** @param {HTMLFormElement} form @returns {(Option | null)[]} of each row that has a time; null: there is no such hour */
function optionsOf(form) {
  const rows = all("[data-option]", form).filter((row) => one("[data-at]", row).value);
  return rows.map((row) => {
    const at = instantIn(zone, one("[data-at]", row).value);
    const chosen = one("[data-place]", row).value;
    return at ? { at, place: places.find(({ code }) => code === chosen) ?? null } : null;
  });
}

/** @param {(Option | null)[]} options @returns {string} what is wrong with them, or nothing */
function problemOf(options) {
  if (!options.length) return "no-time";
  if (options.includes(null)) return "no-such-hour";
  return options.some((option) => option && Date.parse(option.at) <= Date.now()) ? "past-time" : "";
}

/** @param {HTMLFormElement} form @param {(Option | null)[]} options @returns {Promise<object[]>} a message for each seat */
async function sealed(form, options) {
  const text = one("[data-words]", form).value.trim();
  const what = JSON.stringify({ options, text });
  const before = pending.get(form);
  if (before?.what === what) return before.proposals;
  const proposals = [];
  for (const { party, channel: uuid, number } of JSON.parse(form.dataset.seats ?? "[]")) {
    const channel = desk.channels.get(uuid);
    if (!channel || !desk.vault) throw new SealError("locked");
    const body = { kind: "times", number, zone, set: form.dataset.as === "time", text, options };
    proposals.push({ party, seen: newestIn(uuid), entry: await sealEntry(channel, { kind: "message", body }) });
  }
  pending.set(form, { what, proposals });
  return proposals;
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const options = optionsOf(form);
  const problem = problemOf(options);
  if (problem) return tell(one("[data-form-said]", form), say(problem));
  const proposals = await sealed(form, options);
  const time = form.dataset.as === "time" ? { starts: options[0]?.at } : {};
  await post(form.dataset.meet ?? "", { proposals, ...time }).catch((error) => {
    if (!["offline", "signed-out"].includes(error.code)) pending.delete(form);
    throw error;
  });
  form.reset();
  await finish();
}

for (const form of all("[data-meet]")) whenSent(form, () => attempt(form, () => send(form)));
