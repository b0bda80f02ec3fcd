// @ts-check
// Opens the lists of people involved in this browser and shows who is named in more than one. Nothing of it is sent.

import { SealError } from "../sealing/bytes.js";
import { openListed } from "../sealing/channel.js";
import { answerOf, one, say, sentenceOf, tell, whenOpen } from "./desk.js";
import { listedIn } from "./opened.js";
import { namedTwice } from "./same-names.js";

/** @typedef {import("../sealing/channel.js").TitleData & { code: string, desk: string, waits: string, closed: boolean, links: boolean }} Row */
/** @typedef {Row & { people: import("./opened.js").Listed[] }} Opened */

/** @param {number} page @returns {Promise<{ site: string, lists: Row[], pages: number }>} Throws SealError. */
async function listsOn(page) {
  const offline = (/** @type {unknown} */ error) => Promise.reject(new SealError("offline", error));
  return answerOf(await fetch(`/cases/same/lists.json?page=${page}`, { cache: "no-store" }).catch(offline));
}

/** @param {import("../sealing/vault.js").Vault} vault */
async function compare({ self }) {
  const [bar, place] = [one("progress"), one("[data-under-way]")];
  if (!bar) return;
  place.hidden = false;
  /** @type {Opened[]} */
  const cases = [];
  /** @type {string[]} */
  const shut = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { site, lists, pages: all } = await listsOn(page);
    pages = all;
    for (const row of lists) {
      const body = await openListed(self, site, row).catch(() => void shut.push(row.code));
      cases.push({ ...row, people: body ? listedIn(body) : [] });
      bar.value = cases.length;
      one("[data-so-far]").textContent = say("compared", { n: String(cases.length), total: String(bar.max) });
    }
  }
  place.hidden = true;
  const found = namedTwice(cases);
  tell(one("[data-finished]"), [found.length ? "" : say("none"), shut.length ? say("not-opened", { codes: shut.join(", ") }) : ""].join(" ").trim());
  one("[data-found]").replaceChildren(...found.map(shown));
}

/** @param {import("./same-names.js").Twice<Opened>} twice */
function shown({ name, in: cases }) {
  const part = one("[data-found-template]").content.cloneNode(true);
  one("[data-name]", part).textContent = name;
  one("[data-cases]", part).append(...cases.map(({ row, names }) => named(row, names, cases.map((each) => each.row))));
  return part;
}

/** @param {Opened} row @param {string[]} names @param {Opened[]} cases in which they are named */
function named(row, names, cases) {
  const part = one("[data-case-template]").content.cloneNode(true);
  Object.assign(one("[data-code]", part), { textContent: row.code, href: `/cases/${row.code}/` });
  one("[data-as]", part).textContent = say("as", { names: names.join(", ") });
  const state = row.closed ? "closed" : { match: "waits", me: "waits-alone" }[row.waits];
  tell(one("[data-state]", part), state ? say(state) : "");
  const other = cases.find((each) => each !== row && !each.closed) ?? cases.find((each) => each !== row);
  const [form, propose] = [one("[data-confirm]", part), one("[data-propose]", part)];
  form.hidden = row.waits !== "match";
  form.action = `/cases/${row.code}/same/`;
  one("[name=with]", form).value = other?.code ?? "";
  const mate = cases.find((each) => each !== row && each.links);
  propose.hidden = !(row.links && mate);
  one("a", propose).href = `/cases/${row.code}/together/?with=${mate?.code}`;
  return part;
}

document.addEventListener("vault:locked", () => one("[data-found]")?.replaceChildren());
void whenOpen((vault) => compare(vault).catch((error) => tell(one("[data-said-stop]"), sentenceOf(error))));
