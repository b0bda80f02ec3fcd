// @ts-check
/** The questions, one at a time; who will read them; sending; the return code. */

import { put, ready } from "../ui/shell.js";
import { accused, addPerson, choice, content, excluded, files, options, problemsOf, showSummary } from "./answers.js";
import { Refusal, all, ask, cloned, doorsData, forget, listed, make, one, phrase, shareOf, tell, ways } from "./page.js";
import { sendFiles, sendReport, showCode } from "./send.js";
import { begin, end, go, showProblems } from "./steps.js";

/** @typedef {import("./page.js").Door} Door */
/** @typedef {import("./page.js").Words} Words */

const ORDER = ["safety", "help", "happening", "people", "answer", "easier", "check", "readers"];

/** @type {import("./page.js").Data} */
let data;
/** @type {Door} */
let door;
/** The mailbox behind the code that is shown at the end; the same when it is sealed again.
 * @type {import("../sealing/mailbox.js").Mailbox} */
let mailbox;
/** What was sealed and has not arrived yet. @type {import("./send.js").Sealed | null} */
let sealed = null;
/** Whether answers were changed after something was sealed that may have arrived. */
let changed = false;
let sending = false;

/** @param {string} username */
const nameOf = (username) => data.people[username]?.name ?? username;
/** Usernames of those who would read it. */
const readers = () => (data.readers[door.desk] ?? []).filter((username) => !excluded().includes(username));
const readersNamed = () => ({ names: listed(readers().map(nameOf)), count: String(readers().length) });

async function open() {
  try {
    data = await doorsData();
    one("[data-doors]").append(doorList(data.doors));
    const chosen = data.doors.find(({ code, desk }) => desk && code === location.hash.slice(1));
    if (chosen?.closed) return closed(chosen.closed);
    if (chosen) enter(chosen);
    begin(chosen ? "safety" : "door", prepare);
  } catch (error) {
    return closed(error instanceof Refusal ? error.code : "failed");
  }
  ready();
  for (const link of all("link[data-later]")) link.setAttribute("rel", "modulepreload");
  // Loaded while nothing has been answered: when the line is lost later, it can still seal.
  await sealing().catch(() => closed("line"));
}

/** What sealing needs: one of the two is large, so the first question does not wait for it. */
const sealing = async () => ({ ...(await import("../sealing/report.js")), ...(await import("../sealing/mailbox.js")) });

/** Says why nothing can be sent from here, beside every other way. @param {string} why */
function closed(why) {
  one("[data-door-closed]").hidden = false;
  for (const reason of all("[data-why]")) reason.hidden = reason.dataset["why"] !== why;
  begin("door");
  ready();
}

/** @param {Door[]} doors */
function doorList(doors) {
  const rows = doors.map(({ address, closed, code, name, line }) => {
    const link = make("a", { href: address ?? `#${code}`, rel: "noreferrer" }, name);
    return make("li", { class: "plain__item" }, closed ? make("span", {}, name) : link, ". ", closed ? phrase(closed) : line);
  });
  return make("ul", { class: "plain", role: "list" }, ...rows);
}

/** Makes the questions those of a door. @param {Door} chosen */
function enter(chosen) {
  door = chosen;
  const { is_for, confidentiality, wishes_note, acknowledgement, urgent_text } = door;
  put({ is_for, confidentiality, wishes_note, acknowledgement, urgent_text });
  one("[data-options]").append(...door.options.map(({ code, name, explains, includes }) =>
    choice({ id: `option-${code}`, value: code, words: name, hints: explains ? [explains, ...includes] : includes })));
  one("[data-limits]").append(...door.limits.map((limit) => make("li", {}, limit)));
  one("[data-formal-doors]").append(doorList(data.doors.filter(({ code }) => data.formal.includes(code) && code !== door.code)));
  const outside = data.doors.filter(({ address }) => address);
  for (const place of all("[data-outside]")) place.append(doorList(outside), ways(data.contacts));
  for (const place of all("[data-crisis]")) place.append(crisisCard());
  for (const box of all("[data-shows=behalf]")) /** @type {HTMLElement} */ (box.closest("li")).hidden = !door.on_behalf;
  fillTeam();
}

/** The card of numbers to call at once. */
function crisisCard() {
  const { emergency, not_us, lines } = data.crisis;
  const card = cloned("template[data-crisis-card]");
  put({ emergency, not_us }, card);
  for (const { caution, ...line } of lines) {
    const row = cloned("template[data-crisis-line]");
    put({ ...line, caution: caution ?? "" }, row);
    one(".phones", card).append(row);
  }
  return card;
}

/** Fills in the people of the desk, anew after the team has changed; what was ticked stays ticked. */
function fillTeam() {
  const kept = all("[data-reachable] :checked, [data-accused] :checked, [data-prefer] :checked").map(({ id }) => id);
  for (const [place, names] of Object.entries({ reachable: data.reachable, accused: data.reachable, prefer: data.readers })) {
    one(`[data-${place}]`).replaceChildren(...(names[door.desk] ?? []).map((value) => {
      const { office } = data.people[value] ?? {};
      return choice({ id: `${place}-${value}`, value, words: nameOf(value), hints: office ? [office] : [] });
    }));
  }
  for (const box of all("[data-reachable] input, [data-accused] input, [data-prefer] input")) box.checked = kept.includes(box.id);
  countReaders();
}

/** Open doors of other desks that reach nobody who was ticked; first those that hear of officers of this one. */
function withoutThem() {
  const out = [...accused(), ...excluded()];
  const others = data.doors.filter(({ address, closed, desk }) =>
    !address && !closed && desk !== door.desk && !(data.reachable[desk] ?? []).some((username) => out.includes(username)));
  return others.sort((one, other) => Number(other.hears.includes(door.desk)) - Number(one.hears.includes(door.desk)));
}

function countReaders() {
  for (const box of all("[data-prefer] input")) {
    const out = Boolean(document.querySelector(`#reachable-${box.value}:checked`));
    /** @type {HTMLElement} */ (box.closest("li")).hidden = out;
    if (out) box.checked = false;
  }
  const left = readers().length;
  const oneLeft = left === 1 && excluded().length > 0;
  for (const part of all("[data-one-left]")) part.hidden = !oneLeft;
  one("[data-few-left]").hidden = left > 0 && !oneLeft;
  const elsewhere = accused().length ? withoutThem() : [];
  one("[data-elsewhere]").hidden = !elsewhere.length;
  one("[data-elsewhere-doors]").replaceChildren(doorList(elsewhere));
  tell("[data-who-can-read]", phrase(left > 1 ? "can-read" : left ? "one-can-read" : "none-can-read", readersNamed()));
}

/** @param {string} step about to be shown */
function prepare(step) {
  if (step === "check") showSummary();
  if (step === "readers") void showReaders();
}

async function showReaders() {
  const left = readers();
  one("[data-some-readers]").hidden = !left.length;
  one("[data-no-reader]").hidden = left.length > 0;
  one("[data-one-reader]").hidden = left.length !== 1;
  one("[data-readers]").replaceChildren(...left.map((username) =>
    make("li", {}, make("strong", {}, nameOf(username)), ", ", data.people[username]?.office ?? "")));
  tell("[data-by-when]", phrase("by-when", { by: door.by }));
  const { sheetOf } = await sealing();
  tell("[data-team-number]", (await sheetOf(data, door.desk)).teamNumber);
}

/** @param {HTMLElement} step @returns {import("./steps.js").Problem[]} */
function problemsIn(step) {
  const found = problemsOf(step);
  const first = one("[data-reachable] input");
  if (step.contains(first) && !readers().length) found.push([first, phrase("leave-one")]);
  return found;
}

/** @param {HTMLElement} step */
function next(step) {
  if (showProblems(() => problemsIn(step))) return;
  const after = ORDER[ORDER.indexOf(step.dataset["step"] ?? "") + 1] ?? "check";
  go(history.state?.changing ? "check" : after);
}

async function send() {
  if (sending) return;
  sending = true;
  one("[data-send]").setAttribute("aria-disabled", "true");
  await sealAndSend().catch(explain);
  one("[data-send]").removeAttribute("aria-disabled");
  sending = false;
}

async function sealAndSend() {
  tell("[data-sending]", phrase("sealing"));
  const { buildReport, mailboxOf } = await sealing();
  mailbox ??= await mailboxOf(data.site);
  const told = { desk: door.desk, door: door.code, excluded: excluded(), attached: files(), ...content(door) };
  sealed ??= await buildReport(data, mailbox, told);
  tell("[data-sending]", phrase("sending"));
  const { by = door.by, before } = await sendReport(sealed, data);
  one("[data-earlier]").hidden = !(before && changed);
  one("[data-progress]").hidden = !sealed.uploads.length;
  one("[data-lost-files]").hidden = await sendFiles(sealed.uploads, (share) => {
    /** @type {HTMLProgressElement} */ (one("[data-progress]")).value = share;
    tell("[data-sending]", shareOf(share));
  });
  tell("[data-receipt-readers]", phrase("they-read", readersNamed()));
  tell("[data-receipt-due]", phrase("answer-by", { by }));
  showCode(mailbox.code);
  empty();
  end("receipt");
}

/** Nothing was sent: says why, and keeps the answers. @param {unknown} error */
async function explain(error) {
  const { code, sentence } = error instanceof Refusal ? error : new Refusal("failed");
  tell("[data-sending]", sentence || phrase("not-sent"));
  if (code !== "stale-team") return;
  sealed = null;
  data = await ask("doors.json").catch(() => data);
  door = data.doors.find((each) => each.code === door.code) ?? door;
  if (door.closed) return closed(door.closed);
  fillTeam();
  await showReaders();
  one("[data-stale]").hidden = false;
  one("[data-stale]").scrollIntoView();
}

/** Empties the page of the answers, now that they have arrived. */
function empty() {
  sealed = null;
  forget();
  for (const place of ["[data-people]", "[data-summary]"]) one(place).replaceChildren();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const step = /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("[data-step]"));
  if (step.dataset["step"] === "readers") void send();
  else if (ORDER.includes(step.dataset["step"] ?? "")) next(step);
});

/** What goes with nothing else in its group takes the ticks from the others, and they take it from that.
 * @param {EventTarget | null} target */
function keepApart(target) {
  if (!(target instanceof HTMLInputElement) || !target.checked) return;
  const others = all("input[type=checkbox]", target.closest("[data-question]") ?? target).filter((box) => box !== target);
  for (const box of others) if ("alone" in box.dataset || "alone" in target.dataset) box.checked = false;
}

document.addEventListener("change", ({ target }) => {
  keepApart(target);
  if (target instanceof HTMLInputElement && target.checked && target.closest("[data-accused]")) {
    /** @type {HTMLInputElement} */ (one(`#reachable-${target.value}`)).checked = true;
  }
  for (const id of ["unsafe", "behalf", "reach"]) one(`#${id}`).hidden = !all(`[data-shows=${id}]:checked`).length;
  one("#urgent").hidden = !door.options.some(({ code, urgent }) => urgent && options().includes(code));
  countReaders();
});

document.addEventListener("input", () => {
  changed ||= sealed !== null;
  sealed = null; // what is sealed is what stands on the page
});

addEventListener("hashchange", () => location.reload());
one("[data-add-person]").addEventListener("click", addPerson);
one("[data-choose-again]").addEventListener("click", () => go("people", true));
void open();
