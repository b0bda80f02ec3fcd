// @ts-check
/** Appointments on the return page: times to choose from, what was chosen, a yes or no of one's own, asking for one. */

import { REPORTER } from "../sealing/cards.js";
import { dayIn, hourIn, leafIn } from "../ui/moments.js";
import { language } from "../ui/shell.js";
import { calendarFile } from "./calendar.js";
import { inEach, inOne, listed, make, one, phrase, tell } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {import("./conversation.js").Talk} Talk */
/** @typedef {{ code: string, online: boolean, name: Words, where: Words | null, public: Words, accessible: Words, private: Words }} Place */
/** @typedef {{ at: string, place: Place | null }} Option */
/** One's own seat. `waits`: for the others.
 * @typedef {{ number: number, kind: "single" | "joint" | "check-in", proposed: boolean, starts: string | null, when: Words | null, ended: boolean,
 *   outcome: string, said_yes: boolean, said_no: boolean, committed: boolean, waits: boolean, led_by: string[] }} Seat */
/** @typedef {{ appointments: Seat[], asking: { left: number | null, limit: number | null, text: Words | null } | null,
 *   joint: { explains: Words, preparation: Words, commitment: Words } | null }} Given */
/** A message with times in it, as it was opened; `ours`: the person's own choice.
 * @typedef {{ kind: "times" | "choice", number: number, zone: string, set?: boolean, suits?: boolean, text?: string, options: Option[] }} Times */

/** Where what was done is said. */
const ANSWER = "[data-appointments-answer]";

/** @param {string} name @param {() => unknown} work @param {...(Words | Node)} more */
function button(name, work, ...more) {
  const made = make("button", { class: "button button--quiet", type: "button" }, phrase(name), ...more);
  made.addEventListener("click", work);
  return made;
}

/** @param {any} body @returns {Times | null} what can be understood, with the options that have a moment, by time */
export function timesIn(body) {
  if (!["times", "choice"].includes(body?.kind) || !Array.isArray(body.options)) return null;
  try {
    const options = body.options.filter((/** @type {Option} */ { at }) => !Number.isNaN(Date.parse(at)) && dayIn(body.zone, at, "en"));
    options.sort((/** @type {Option} */ a, /** @type {Option} */ b) => Date.parse(a.at) - Date.parse(b.at));
    return { ...body, options };
  } catch {
    return null;
  }
}

/** What was fixed for a seat, the newest last: the person's own choices, and times that an officer set.
 * @param {Talk} talk @param {Seat} seat @returns {{ zone: string, option: Option }[]} */
function fixed({ entries }, seat) {
  return entries.flatMap((entry) => {
    const times = "body" in entry && entry.author ? timesIn(entry.body) : null;
    const [option] = times?.options ?? [];
    if (!("author" in entry) || !times || !option || times.number !== seat.number) return [];
    const own = entry.author === REPORTER && times.kind === "choice" && !times.suits;
    const theirs = entry.author !== REPORTER && times.kind === "times" && times.set;
    return own || theirs ? [{ zone: times.zone, option }] : [];
  });
}

/** @param {Option} a @param {Option | undefined} b */
const same = (a, b) => Boolean(b) && Date.parse(a.at) === Date.parse(b?.at ?? "") && a.place?.code === b?.place?.code;

/** What stands now, and what stood before. @param {Talk} talk @param {Seat} seat */
function standing(talk, seat) {
  const all = fixed(talk, seat);
  const last = all.at(-1);
  const now = last && seat.starts && Date.parse(last.option.at) === Date.parse(seat.starts) ? last : undefined;
  const before = all.filter(({ option }, at) => !same(option, now?.option) && !all.slice(at + 1).some((later) => same(option, later.option)));
  return { now, before };
}

/** @param {string} zone @param {string} at @returns {Words} */
const moment = (zone, at) => inEach((code) => `${dayIn(zone, at, code)}, ${hourIn(zone, at, code)}`);

/** @param {string} zone @param {string} at */
function leaf(zone, at) {
  const month = inEach((code) => leafIn(zone, at, code).month);
  const day = make("span", { class: "leaf__day" }, leafIn(zone, at, "en").day);
  return make("time", { class: "leaf", datetime: at }, day, make("span", { class: "leaf__month" }, month));
}

/** A place with its three facts together. @param {Place | null} place */
function placePart(place) {
  if (!place?.name) return [];
  const kinds = /** @type {("public" | "accessible" | "private")[]} */ (["public", "accessible", "private"]);
  const facts = kinds.map((kind) =>
    make("div", {}, make("dt", {}, phrase(`${place.online ? "online" : "place"}-${kind}`)), make("dd", {}, place[kind] ?? "")));
  return [make("p", {}, make("strong", {}, place.name), ...(place.where ? [make("br", {}), place.where] : [])), make("dl", { class: "facts" }, ...facts)];
}

/** Day, time and place of one option. @param {string} zone @param {Option} option @param {...Node} more */
function optionPart(zone, { at, place }, ...more) {
  const title = make("h4", { class: "dated__title" }, inEach((code) => dayIn(zone, at, code)));
  const hour = make("p", {}, make("strong", {}, inEach((code) => hourIn(zone, at, code))));
  return make("li", { class: "dated plain__item" }, leaf(zone, at), make("div", { class: "stack stack--tight" }, title, hour, ...placePart(place), ...more));
}

/**
 * A message with times, as its reader sees it: each to be chosen while that is possible.
 * @param {Talk} talk @param {Times} times @param {boolean} trusted whether one of those who read here signed it
 */
export function timesPart(talk, times, trusted) {
  const { zone, options, text, kind, set, number } = times;
  const seat = talk.view.appointments.find((row) => row.number === number);
  const now = seat && standing(talk, seat).now;
  if (kind === "choice") return choicePart(times, now?.option);
  const open = trusted && !set && seat && !seat.ended;
  const rows = options.map((option) => {
    if (now && same(option, now.option)) return optionPart(zone, option, make("p", {}, make("span", { class: "tag tag--ok" }, phrase("chosen"))));
    if (!open || Date.parse(option.at) <= Date.now()) return optionPart(zone, option);
    const which = make("span", { class: "hidden-words" }, ": ", moment(zone, option.at));
    const name = seat.kind === "joint" ? "suits-me" : now ? "choose-instead" : "choose";
    return optionPart(zone, option, make("p", {}, button(name, () => choose(talk, seat, zone, option), which)));
  });
  const none = open ? [make("p", {}, make("a", { href: "#reply" }, phrase("none-fits")))] : [];
  const words = text ? [make("p", { class: "sealed__text" }, String(text))] : [];
  return make("div", { class: "stack" }, make("p", {}, phrase(set ? "time-set" : "times-proposed")), ...words, make("ul", { class: "plain", role: "list" }, ...rows), ...none);
}

/** One's own choice; struck through when another stands. @param {Times} times @param {Option | undefined} now */
function choicePart({ zone, options, suits }, now) {
  const lines = options.map((option) => (suits || same(option, now) ? make("p", {}, make("strong", {}, ...line(zone, option))) : struck(zone, option)));
  return make("div", { class: "stack stack--tight" }, make("p", {}, phrase(suits ? "you-suits" : "you-chose")), ...lines);
}

/** When and where in one line. @param {string} zone @param {Option} option @returns {Words[]} */
const line = (zone, { at, place }) => [moment(zone, at), ...(place?.name ? [" · ", place.name] : [])];

/** @param {string} zone @param {Option} option */
const struck = (zone, option) => make("p", {}, make("s", {}, make("span", { class: "hidden-words" }, phrase("was"), " "), ...line(zone, option)));

/** The place goes sealed; the server learns the time alone, and of a joint one not even that.
 * @param {Talk} talk @param {Seat} seat @param {string} zone @param {Option} option */
async function choose({ act }, { kind, number }, zone, option) {
  const suits = kind === "joint";
  const body = { kind: "choice", number, zone, suits, options: [option] };
  if (suits) await act.seal(ANSWER, "entries/", body, phrase("suits-sent"));
  else await act.seal(ANSWER, "appointments/time/", body, phrase("chosen-sent"), { number, starts: option.at });
  one(ANSWER).focus(); // what was pressed is gone
}

/** Everything about one's appointments. @param {Talk} talk */
export function showAppointments(talk) {
  const { appointments, asking, joint } = talk.view;
  one("[data-appointments]").hidden = !appointments.length;
  one("[data-appointment-list]").replaceChildren(...appointments.map((seat) => card(talk, seat)).reverse());
  showAsking(asking, Boolean(joint));
}

/** @param {Talk} talk @param {Seat} seat */
function card(talk, seat) {
  const { now, before } = standing(talk, seat);
  const was = before.map(({ zone, option }) => struck(zone, option));
  const title = make("h3", { class: "card__title" }, phrase(`kind-${seat.kind}`));
  const body = seat.ended ? [make("p", {}, phrase(`ended-${seat.outcome}`))] : seat.starts ? set(seat, now) : waiting(talk, seat);
  const joint = seat.kind === "joint" && !seat.ended ? together(talk, seat) : [];
  const leads = seat.led_by.length ? [make("p", {}, phrase("led-by", { names: listed(seat.led_by) }))] : [];
  return make("article", { class: "card" }, title, ...leads, ...body, ...was, ...joint);
}

/** @param {Seat} seat @param {{ zone: string, option: Option } | undefined} now */
function set(seat, now) {
  const when = now
    ? make("ul", { class: "plain", role: "list" }, optionPart(now.zone, now.option))
    : make("p", {}, make("strong", {}, seat.when ?? ""), " ", phrase("place-in-messages"));
  return [when, ...calendar(seat.starts ?? "", now?.option.place ?? null)];
}

/** @param {string} starts @param {Place | null} place */
function calendar(starts, place) {
  const box = /** @type {HTMLInputElement} */ (make("input", { class: "choice__box", type: "checkbox" }));
  const label = make("label", { class: "choice" }, box, make("span", {}, phrase("with-place")));
  const save = button("add-to-calendar", () => {
    const where = [place?.name, place?.where].map((words) => (words ? inOne(words, language()) : "")).filter(Boolean).join(", ");
    const title = inOne(phrase("appointment"), language());
    const file = calendarFile({ starts, title, place: box.checked ? where : "", now: new Date().toISOString() });
    const href = URL.createObjectURL(new Blob([file], { type: "text/calendar" }));
    make("a", { href, download: `${title.toLowerCase()}.ics` }).click();
  });
  return [make("p", {}, save), make("p", { class: "hint" }, phrase("calendar-says")), ...(place ? [label] : [])];
}

/** Before there is a time. @param {Talk} talk @param {Seat} seat */
function waiting({ view }, { kind, proposed, said_yes, committed }) {
  if (kind === "joint" && !(said_yes && committed)) return view.joint ? [make("p", {}, view.joint.explains, " ", view.joint.preparation)] : [];
  return [make("p", {}, phrase(proposed ? "choose-below" : "times-come"))];
}

/** One's own yes or no, then one's commitment, each with what it means. @param {Talk} talk @param {Seat} seat */
function together({ act, view }, { number, said_yes, said_no, committed, waits }) {
  const says = async (/** @type {string} */ what) => {
    await act.change(ANSWER, "appointments/answer/", phrase("answer-kept"), { number, says: what });
    one(ANSWER).focus();
  };
  const no = button(said_yes ? "changed-my-mind" : "no-together", () => says("no"));
  const yes = button("yes-together", () => says("yes"));
  if (!said_yes) return [make("p", {}, phrase(said_no ? "you-said-no" : "yes-means")), make("p", { class: "cluster" }, yes, ...(said_no ? [] : [no]))];
  const commit = [make("p", {}, view.joint?.commitment ?? phrase("commit-means")), make("p", {}, button("commit", () => says("commit")))];
  const done = [make("p", {}, phrase("you-committed"), ...(waits ? [" ", phrase("we-wait")] : []))];
  return [make("p", {}, phrase("you-said-yes")), ...(committed ? done : commit), make("p", {}, no)];
}

/** How many remain is said early; at the end, the other routes. @param {Given["asking"]} asking @param {boolean} together */
function showAsking(asking, together) {
  one("[data-asking]").hidden = !asking;
  if (!asking) return;
  const { left, limit, text } = asking;
  const none = left === 0;
  tell("[data-left]", left === null || none ? "" : phrase(left === 1 ? "one-left" : "some-left", { left: String(left), limit: String(limit) }));
  tell("[data-limit]", none ? (text ?? "") : "");
  one("[data-routes]").hidden = !none;
  one("[data-ask-appointment]").hidden = none;
  one("[data-kinds]").hidden = !together;
}

/** The other routes, when no more can be asked for. @param {import("./page.js").Data} data */
export function showRoutes({ doors, formal }) {
  const rows = doors.filter(({ code }) => formal.includes(code)).map(({ code, name, line, address }) =>
    make("li", {}, make("a", { href: address ?? `/support/write/#${code}`, rel: "noreferrer" }, name), ": ", line));
  one("[data-routes]").replaceChildren(...rows);
}

/** Asks for one more. What for is sealed, and may be left open. @param {Talk} talk */
export async function askFor({ act }) {
  const text = /** @type {HTMLTextAreaElement} */ (one("#ask-text"));
  const kind = /** @type {HTMLInputElement} */ (one("[data-kinds] input:checked")).id === "ask-joint" ? "joint" : "single";
  const body = [inOne(phrase(`asking-${kind}`), language()), text.value.trim()].filter(Boolean).join("\n\n");
  if (await act.seal("[data-asking-answer]", "appointments/", body, phrase("asked-for"), { kind })) text.value = "";
}
