// @ts-check
// Giving the keys of many cases to one colleague: compared once, then case by case, up to the first refusal.

import { SealError } from "../sealing/bytes.js";
import { usernameOf } from "../sealing/cards.js";
import { openChannel, openTitle, pinOf } from "../sealing/channel.js";
import { compared } from "../sealing/compare.js";
import { grant } from "../sealing/holding.js";
import { all, answerOf, given, one, post, say, sentenceOf, tell, whenOpen, whenSent } from "./desk.js";

/** @typedef {import("../sealing/cards.js").Card} Card */
/** @typedef {import("../sealing/vault.js").Vault} Vault */
/** What the server says of one case (`keys_data` in casework/sealed.py).
 * @typedef {{ site: string, case: string, code: string, readers: string[], cards: Card[],
 *   channels: (import("../sealing/channel.js").ChannelData & { maker: Card | null, wants_new_key: boolean })[] }} Keys */

/** @type {{ site: string, cards: Card[], names: Record<string, string>, titles: import("../sealing/channel.js").TitleData[] }} */
const data = given("case-data");
const form = /** @type {HTMLFormElement | null} */ (one("[data-handing]"));
/** @type {Vault | null} */
let vault = null;

/** @param {Vault} open @param {Keys} keys @param {Card} card @returns {Promise<object[]>} wraps of every channel */
async function sharings({ self, pins }, { site, case: of, cards, channels }, card) {
  const made = [];
  for (const row of channels) {
    const pin = pins.channels[row.channel];
    const channel = await openChannel(row, { site, case: of, self, cards, maker: row.maker, pin });
    if (!channel.problem) pins.channels[row.channel] = pinOf(channel); // as the server has it, before our statement
    made.push(await grant(channel, card));
  }
  return made;
}

/** @param {string} code @returns {Promise<Keys>} Throws SealError. */
async function keysOf(code) {
  const answer = await fetch(`/handing-on/${code}/keys.json`, { cache: "no-store" }).catch((error) => {
    throw new SealError("offline", error);
  });
  return answerOf(answer);
}

/** @param {Keys} keys @param {Card} card @returns {Promise<"given" | "reads-already" | "wants-key">} Throws SealError. */
async function give(keys, card) {
  if (!vault) throw new SealError("locked");
  const taker = usernameOf(card.name);
  if (keys.readers.includes(taker)) return "reads-already";
  // Whoever reads it makes the new key by opening it. Where nobody does, the successor's browser will.
  if (keys.readers.length && keys.channels.some(({ wants_new_key }) => wants_new_key)) return "wants-key";
  await post(`/cases/${keys.code}/readers/`, { taker, sharings: await sharings(vault, keys, card) });
  return "given";
}

/** @param {HTMLFormElement} form */
async function giveAll(form) {
  if (!vault) throw new SealError("locked");
  const boxes = all("[data-case-of]:checked", form);
  const username = one("[data-taker]", form).value;
  const card = data.cards.find(({ name }) => usernameOf(name) === username);
  if (!card) throw new SealError("nobody-chosen");
  if (!boxes.length) throw new SealError("no-case");
  const name = data.names[username] ?? username;
  if (!(await compared(vault, [card], one("[data-compare]"), () => name))) return;
  const before = Object.keys(vault.pins.channels).length;
  const { savePins, pins } = vault;
  try {
    await giveEach(form, boxes, card, name);
    finished(say("finished"));
  } finally {
    one("[data-under-way]").hidden = true;
    if (Object.keys(pins.channels).length > before) await savePins().catch(() => null);
  }
}

/** @param {HTMLFormElement} form @param {HTMLInputElement[]} boxes @param {Card} card @param {string} name */
async function giveEach(form, boxes, card, name) {
  const [bar, place] = [one("progress", form), one("[data-under-way]")];
  place.hidden = false;
  place.scrollIntoView({ block: "center" });
  bar.max = boxes.length;
  let next = keysOf(boxes[0]?.value ?? "");
  for (const [index, box] of boxes.entries()) {
    bar.value = index;
    one("[data-so-far]").textContent = say("so-far", { n: String(index), total: String(boxes.length) });
    const code = box.value;
    const keys = await next.catch((error) => stopped(code, error));
    const following = boxes[index + 1]; // is fetched while this one is sealed
    if (following) next = keysOf(following.value);
    next.catch(() => null); // said when its turn comes
    const done = await give(keys, card).catch((error) => stopped(code, error));
    const line = Object.assign(document.createElement("li"), { textContent: say(done, { code, name }) });
    one("[data-given-list]").append(line);
    one("[data-given]").hidden = false;
    box.checked = false;
  }
}

/** @param {string} code @param {unknown} error @returns {never} */
function stopped(code, error) {
  const sentence = sentenceOf(error);
  throw Object.assign(new SealError("stopped"), { sentence: say("stopped", { code, sentence }) });
}

/** @param {string} words */
function finished(words) {
  const place = one("[data-outcome]");
  place.textContent = words;
  place.focus();
}

if (form) whenSent(form, () => giveAll(form).catch((error) => tell(one("[data-form-said]", form), sentenceOf(error))));
document.addEventListener("vault:locked", () => {
  vault = null;
  for (const place of all("[data-title]")) place.textContent = "";
});
whenOpen(async (open) => {
  vault = open;
  for (const row of data.titles) {
    const place = one(`[data-title="${row.entry}"]`);
    const text = await openTitle(open.self, data.site, row).catch(() => say("damaged"));
    if (place && vault) place.textContent = text;
  }
});
