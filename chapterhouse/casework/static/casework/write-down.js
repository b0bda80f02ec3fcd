// @ts-check
// Writing something down with the person beside one (S2.13): sealed here, with a code on paper for the way back.

import { SealError } from "../sealing/bytes.js";
import { usernameOf } from "../sealing/cards.js";
import { compared } from "../sealing/compare.js";
import { buildWrittenDown } from "../sealing/invitation.js";
import { readersOf } from "../sealing/report.js";
import { all, given, one, post, say, sentenceOf, tell, whenOpen, whenSent } from "./desk.js";
import { involved } from "./opened.js";
import { showSlip } from "./slip.js";

/** @type {{ site: string, pack: string, me: string, doors: Record<string, { desk: string, officers: Record<string, string> }> }} */
const data = given("write-data");
const form = /** @type {HTMLFormElement | null} */ (one("[data-write-form]"));
/** @type {import("../sealing/vault.js").Vault | null} */
let vault = null;
/** What was sealed and may not have arrived; sent again as it is while the words are the same. @type {{ said: string, code: string, payload: object } | null} */
let made = null;

const chosen = () => String(new FormData(form ?? undefined).get("door"));
const excluded = () => all(`[data-door="${chosen()}"] input:checked`, form ?? document).map(({ value }) => value);

/** The desk's list as this member may take it, in the shape of the public questions. */
function doors() {
  const { desk = "", officers = {} } = data.doors[chosen()] ?? {};
  const state = vault?.desks.find((one) => one.desk.code === desk);
  const newest = state?.desk.sheets.at(-1);
  const sheets = newest && state?.sheet ? { [desk]: newest } : {};
  return { ...{ site: data.site, pack: data.pack, sheets, readers: { [desk]: Object.keys(officers) } }, desk, officers };
}

async function showDoor() {
  for (const group of all("[data-door]")) group.hidden = group.dataset.door !== chosen();
  const from = doors();
  const able = await readersOf(from, from.desk, excluded()).catch(() => []);
  const said = able.map(({ name }) => from.officers[usernameOf(name)]).join(", ");
  one("[data-readers]").textContent = vault ? said || say("not-on-list") : say("after-unlock");
}

/** @param {string} selector @returns {string} */
const typed = (selector) => one(selector, form ?? document).value.trim();

/** @returns {Promise<{ code: string, payload: object } | null>} null: the numbers of the readers were not compared */
async function seal() {
  if (!vault) throw new SealError("locked");
  const from = doors();
  const cards = await readersOf(from, from.desk, excluded()).catch(() => []);
  if (!cards.some(({ name }) => usernameOf(name) === data.me)) throw new SealError("not-on-list");
  if (!(await compared(vault, cards, one("[data-compare]"), ({ name }) => from.officers[usernameOf(name)] ?? name))) return null;
  const message = typed("[data-told]");
  const answers = [{ question: say("told"), answer: [message] }];
  return buildWrittenDown(from, vault.self, {
    ...{ desk: from.desk, door: chosen(), excluded: excluded(), message, title: typed("[data-title-text]") || say("untitled") },
    body: { door: chosen(), lang: document.documentElement.lang, options: [], answers },
    people: involved(typed("[data-involved]")),
  });
}

async function send() {
  if (!typed("[data-told]")) throw new SealError("empty");
  const said = JSON.stringify([chosen(), excluded(), ...["[data-told]", "[data-title-text]", "[data-involved]"].map(typed)]);
  if (made?.said !== said) {
    const fresh = await seal();
    if (!fresh) return;
    made = { said, ...fresh };
  }
  const kept = await post("/write-down/", made.payload).catch((error) => {
    if (error instanceof SealError && error.code === "replayed") return {};
    throw error;
  });
  one("[data-write]").remove();
  one("[data-slip-case]").href = kept.code ? `/cases/${kept.code}/` : "/today/";
  showSlip(made.code);
}

form?.addEventListener("change", showDoor);
if (form) whenSent(form, () => send().catch((error) => {
  if (!(error instanceof SealError) || error.code !== "offline") made = null;
  tell(one("[data-form-said]", form), sentenceOf(error));
}));
document.addEventListener("vault:locked", () => (vault = null));
whenOpen((open) => {
  vault = open;
  if (form) showDoor();
});
