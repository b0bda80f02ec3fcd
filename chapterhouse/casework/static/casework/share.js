// @ts-check
// Assigning, handing over, taking off: what a newcomer needs to read is made in this browser, after comparing.

import { SealError } from "../sealing/bytes.js";
import { usernameOf } from "../sealing/cards.js";
import { sealEntry } from "../sealing/channel.js";
import { compared } from "../sealing/compare.js";
import { grant } from "../sealing/holding.js";
import { attempt, desk, finish, team } from "./case.js";
import { all, one, post, whenSent } from "./desk.js";

/** @param {string} username @returns {import("../sealing/cards.js").Card} their newest. Throws SealError `no-card`. */
function cardOf(username) {
  const own = desk.data.cards.filter(({ name }) => usernameOf(name) === username);
  const newest = own.sort((a, b) => b.version - a.version)[0];
  if (!newest) throw new SealError("no-card");
  return newest;
}

/**
 * Wraps of every key of every channel for those who hold none yet.
 * @param {string[]} usernames @returns {Promise<object[] | null>} null: their numbers were not compared
 */
async function sharingsFor(usernames) {
  if (!desk.vault) throw new SealError("locked");
  const cards = usernames.filter((name) => !desk.data.readers.includes(name)).map(cardOf);
  const nameOf = (/** @type {{ name: string }} */ { name }) => desk.data.names[usernameOf(name)] ?? name;
  if (!(await compared(desk.vault, cards, one("[data-compare]"), nameOf))) return null;
  const sharings = [];
  for (const card of cards) {
    for (const channel of desk.channels.values()) sharings.push(await grant(channel, card));
  }
  return sharings;
}

/** @param {HTMLFormElement} form */
async function share(form) {
  const people = new FormData(form).getAll("person").map(String);
  const [first] = people;
  if (!first) throw new SealError("nobody-chosen");
  if (form.dataset.as === "remove") await post(form.dataset.share ?? "", { person: first });
  else {
    const reason = one("[data-text]", form)?.value.trim();
    const sharings = await sharingsFor(people);
    if (!sharings) return;
    const note = reason ? await sealEntry(team(), { kind: "note", body: reason }) : null;
    const who = form.dataset.as === "taker" ? { taker: first } : { people, reason: note };
    await post(form.dataset.share ?? "", { ...who, sharings });
  }
  form.reset();
  await finish();
}

for (const form of all("[data-share]")) whenSent(form, () => attempt(form, () => share(form)));
