// @ts-check
// People involved, once the list is open: who stands behind each code, who is worked with from now on, letters for them.

import { SealError, randomBelow } from "../sealing/bytes.js";
import { sealEntry } from "../sealing/channel.js";
import { buildInvitation } from "../sealing/invitation.js";
import { attempt, desk, finish, newestIn, team } from "./case.js";
import { all, one, post, say, tell, whenSent } from "./desk.js";
import { listedIn, partsOf } from "./opened.js";
import { showSlip } from "./slip.js";

/** @typedef {import("./opened.js").Listed} Listed */

const rows = one("[data-people-rows]");
const first = one("[data-party]", rows).dataset.party;
/** Letters that were sealed and may not have arrived: sent again as they are, so that the code fits.
 * @type {WeakMap<Element, { message: string, code: string, body: object }>} */
const made = new WeakMap();
/** The list as it was opened last. @type {Listed[]} */
let people = [];

/** Names and parts leave the page; the codes stay. */
function hide() {
  for (const row of all("[data-listed]", rows)) row.remove();
  for (const place of all("[data-plain]")) place.textContent = place.dataset.plain;
}

/** @param {"name" | "part"} what @param {Listed} of @param {string} words in place of what stands there while the list is sealed */
function put(what, of, words) {
  for (const place of all(`[data-${what}-of]`).filter(({ dataset }) => words && dataset[`${what}Of`] === of.party)) {
    place.dataset.plain ??= place.textContent;
    place.textContent = words;
  }
}

function show() {
  hide();
  people = listedIn(desk.people);
  for (const person of people) {
    if (!person.party) rows.append(listed(person));
    put("name", person, person.name);
    put("part", person, partsOf(person));
  }
}

/** @param {Listed} person @returns {Node} somebody without a code: with it, they can be asked about */
function listed(person) {
  const part = one("[data-listed-template]").content.cloneNode(true);
  const form = one("form", part);
  const theirs = one("[data-first]", part);
  one("[data-listed-name]", part).textContent = person.name || say("somebody");
  one("[data-listed-part]", part).textContent = partsOf(person);
  theirs.hidden = people.some(({ party }) => party === first);
  theirs.addEventListener("click", () => attempt(form, async () => join(form.dataset.isFirst, { entry: await sealedList(person, first) })));
  /** @type {{ code: string, people: object } | undefined} */
  let sealed;
  whenSent(form, () => attempt(form, async () => {
    const code = `P-${Array.from({ length: 4 }, () => rows.dataset.letters[randomBelow(rows.dataset.letters.length)]).join("")}`;
    sealed ??= { code, people: await sealedList(person, code) };
    await join(form.dataset.workWith, sealed);
  }));
  return part;
}

/** @param {Listed} person @param {string} party @returns {Promise<object>} the list in which they have this code */
const sealedList = (person, party) => sealEntry(team(), {
  kind: "people",
  body: { people: people.map((one) => (one === person ? { ...one, party } : one)), answers: desk.people?.answers ?? [] },
});

/** @param {string} address @param {object} body */
async function join(address, body) {
  await post(address, { ...body, seen: newestIn(team().uuid) });
  await finish();
}

/** @param {HTMLFormElement} form */
async function write(form) {
  const box = one("[data-text]", form);
  const message = box.value.trim();
  if (!message || message.includes("[…]")) return tell(one("[data-form-said]", form), say(message ? "fill-in" : "empty"));
  const letter = made.get(form);
  const { code, body } = letter && letter.message === message ? letter : await seal(form, message);
  await post(form.dataset.letter ?? "", body).catch((error) => {
    if (!(error instanceof SealError) || error.code !== "offline") made.delete(form);
    if (!(error instanceof SealError) || error.code !== "replayed") throw error;
  });
  box.value = "";
  one("[data-case]").hidden = true;
  showSlip(code);
}

/** @param {HTMLFormElement} form @param {string} message */
async function seal(form, message) {
  const { code, ...sent } = await buildInvitation(team(), { desk: form.dataset.desk ?? "", message });
  const { name } = people.find(({ party }) => party === form.dataset.to) ?? {};
  const words = await sealEntry(team(), { kind: "note", body: `${say("letter", { name: name || form.dataset.to || "" })}\n\n${message}` });
  const letter = { message, code, body: { ...sent, words, turn_away: Boolean(one("[name=turn_away]", form)) } };
  made.set(form, letter);
  return letter;
}

for (const form of all("[data-letter]")) whenSent(form, () => attempt(form, () => write(form)));
one("[data-slip-case]").addEventListener("click", (/** @type {Event} */ event) => {
  event.preventDefault();
  one("[data-return-code]").replaceChildren();
  one("[data-slip]").hidden = true;
  one("[data-case]").hidden = false;
  return finish();
});
document.addEventListener("case:opened", show);
document.addEventListener("vault:locked", hide);
if (desk.people) show();
