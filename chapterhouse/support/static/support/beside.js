// @ts-check
/** Somebody beside a party: asked for, given another part, ended; and what who stands there is told. */

import { all, make, one, phrase, tell } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** `words` is the party's own message that says who.
 * @typedef {{ number: number, role: string, since: Words, words: string | null, state: string, ended: Words | null }} Beside */
/** `theirs`: what is owed to the one beside whom they stand.
 * @typedef {{ role: string, theirs: { promise: { by: Words } | null, outcome: { by: Words } | null, notice: Words | null } | null }} Standing */

const ROLES = ["support", "steward", "representative"];
/** The conversation as it is now. @type {Talk} */
let talk;
/** A name that somebody was warned about. */
let warned = "";

/** @param {Talk} now */
export function showBeside(now) {
  talk = now;
  const { beside, standing } = talk.view;
  one("[data-beside]").hidden = !beside.length;
  one("[data-beside-list]").replaceChildren(...beside.map(besidePart).reverse());
  one("[data-standing]").hidden = !standing;
  for (const part of all("[data-role]")) part.hidden = !(part.dataset.role ?? "").split(" ").includes(standing?.role ?? "-");
  const { promise = null, outcome = null, notice = null } = standing?.theirs ?? {};
  const owed = { "theirs-answer": promise?.by, "theirs-outcome": outcome?.by, "theirs-notice": notice };
  one("[data-theirs]").replaceChildren(...Object.entries(owed).flatMap(([name, by]) => (by ? [make("li", {}, phrase(name, { by }))] : [])));
}

/** @param {Beside} row */
function besidePart({ number, role, since, words, state, ended }) {
  const entry = talk.entries.find(({ uuid }) => uuid === words);
  const body = entry && "body" in entry && entry.author ? entry.body : null;
  const name = String([body?.answers ?? []].flat()[0]?.answer ?? "");
  const says = (/** @type {string} */ what) => {
    const button = make("button", { class: "button button--quiet", type: "button" },
      what === "end" ? phrase("beside-end") : phrase("beside-make", { role: phrase(`role-${what}`) }), make("span", { class: "hidden-words" }, ": ", name));
    button.addEventListener("click", async () => {
      await talk.act.change("[data-beside-answer]", "beside/said/", phrase(what === "end" ? "beside-over" : "beside-changed"), { number, says: what });
      one("[data-beside-answer]").focus();
    });
    return button;
  };
  const can = ended ? [] : [make("p", { class: "cluster" }, ...ROLES.filter((code) => code !== role).map(says), says("end"))];
  return make("li", { class: "plain__item stack stack--tight" }, make("p", {}, make("strong", {}, name), " · ", phrase(`role-${role}`)),
    make("p", { class: "soft small" }, phrase(`beside-${state}`, { day: ended ?? since })), ...can);
}

/** @param {Talk} now */
export async function askBeside(now) {
  talk = now;
  const where = "[data-asked-beside]";
  const [name, reach] = ["#beside-name", "#beside-reach"].map((id) => /** @type {HTMLInputElement} */ (one(id)));
  if (!name || !reach) return;
  const who = name.value.trim();
  const role = all("[name=beside-role]:checked")[0]?.value ?? "";
  const same = (/** @type {Words} */ other) => typeof other === "string" && !other.localeCompare(who, undefined, { sensitivity: "base" });
  if (!who) tell(where, phrase("beside-nobody"));
  else if (warned !== who && Object.values(talk.view.people).some((person) => same(person.name))) {
    warned = who;
    tell(where, phrase("beside-officer"));
  } else {
    const rows = [["beside-who", who], ["beside-as", phrase(`role-${role}`)], ["beside-reach", reach.value.trim()]];
    const answers = rows.flatMap(([question, answer]) => (answer ? [{ question: phrase(String(question)), answer: [answer] }] : []));
    const before = talk.entries.length;
    await talk.act.seal(where, "beside/", { kind: "beside", answers }, phrase("beside-sent"), { role });
    if (talk.entries.length > before) name.value = reach.value = ""; // what did not arrive stays
  }
  one(where).focus();
}
