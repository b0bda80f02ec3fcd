// @ts-check
/** Coming back by return code, or for the first time by an invitation. Nothing is kept outside this page's memory. */

import { usernameOf } from "../sealing/cards.js";
import { write } from "../sealing/channel.js";
import { isCode, readCode } from "../sealing/codes.js";
import { mailboxOf, openMailbox } from "../sealing/mailbox.js";
import { ready } from "../ui/shell.js";
import { askFor, showAppointments, showRoutes } from "./appointments.js";
import { showChoices } from "./choices.js";
import { formalButtons, openFormal, sealAgain, sealFormal } from "./own-report.js";
import { showConsents, showFor, showReaders, showTalk } from "./conversation.js";
import { LONGEST_FILE, Refusal, all, ask, doorsData, forget, listed, one, phrase, shareOf, tell } from "./page.js";
import { deliver, sendFiles, sendReport, showCode } from "./send.js";
import { begin, end, showProblems } from "./steps.js";
import { showOffers } from "./story.js";

/** @typedef {import("./page.js").Words} Words */

/** Minutes without a touch after which the page closes itself. */
const IDLE = 15;

/** @type {import("./page.js").Data} */
let doors;
/** @type {string} */
let site;
/** Doors to which nothing goes but by the person's own hand. @type {import("./page.js").Data["doors"]} */
let informal = [];
/** @type {import("../sealing/mailbox.js").Mailbox} */
let mailbox;
/** @type {import("./conversation.js").Talk} */
let talk;
/** What was sealed and may not have arrived, by what it says: pressed again, it goes as the same entry.
 * @type {Map<string, Awaited<ReturnType<typeof write>>>} */
const waiting = new Map();
/** Whether something is under way: a double press does it once. */
let busy = false;

async function start() {
  await doorsData().then(
    (data) => {
      doors = data;
      site = data.site;
      informal = data.doors.filter(({ code, desk }) => desk && !data.formal.includes(code));
      showRoutes(data);
    },
    ({ code }) => {
      one("[data-cannot]").hidden = false;
      one(`[data-why="${code === "line" ? "line" : "too-old"}"]`).hidden = false;
      one("[data-open]").hidden = true;
    },
  );
  begin("code");
  ready();
}

/** Does one thing at a time and says how it ended.
 * @param {string} where @param {() => Promise<Words | void>} work @param {string} [lost] the phrase when the line is lost
 * @returns {Promise<boolean>} whether it was done */
async function doing(where, work, lost = "line") {
  if (busy) return false;
  busy = true;
  let done = false;
  try {
    tell(where, (await work()) ?? "");
    done = true;
  } catch (error) {
    const refused = error instanceof Refusal;
    tell(where, (refused && error.sentence) || phrase(refused ? lost : "damaged"));
  }
  busy = false;
  return done;
}

/** @param {HTMLInputElement} field @returns {import("./steps.js").Problem[]} */
function problemsOfCode(field) {
  const code = readCode(field.value);
  const count = String(code.replace(/\D/g, "").length);
  return isCode(code) ? [] : [[field, phrase(count === "24" ? "wrong-check" : "wrong-length", { count })]];
}

async function openCode() {
  const field = /** @type {HTMLInputElement} */ (one("#code"));
  if (showProblems(() => problemsOfCode(field))) return;
  const code = readCode(field.value);
  await doing("[data-opening]", async () => {
    tell("[data-opening]", phrase("opening"));
    mailbox = await mailboxOf(site, code);
    const view = await ask("mailbox/", { auth: mailbox.auth }).catch((refusal) => {
      if (refusal.code !== "unknown") throw refusal;
    });
    if (!view) return openInvitation(code);
    field.value = "";
    await enter(view);
  });
}

/** @param {import("./conversation.js").View} [given] */
async function enter(given) {
  await load(given);
  end("inside");
  closeWhenIdle();
}

/** Shows the conversation as it is now. What somebody wrote in boxes that are made anew stays, but what has arrived.
 * @param {import("./conversation.js").View} [given] @param {any} [arrived] */
async function load(given, arrived) {
  const sent = JSON.stringify(arrived ?? "");
  const boxes = all("textarea[id]").filter(({ value }) => value.trim() && !sent.includes(JSON.stringify(value.trim())));
  const written = boxes.map(({ id, value }) => ({ id, value }));
  const view = given ?? (await ask("mailbox/", { auth: mailbox.auth }));
  const opened = await openMailbox(mailbox, view);
  talk = { view, auth: mailbox.auth, act: { seal, change }, ...opened };
  showTalk(talk);
  showAppointments(talk);
  for (const part of all("[data-formal]")) part.hidden = !view.formal;
  if (view.formal) (await import("./formal.js")).showFormal(talk, informal);
  if (view.panel) (await import("./panel.js")).showPanel(talk);
  showOffers(talk);
  showChoices(talk);
  formalButtons(view.informal ? doors : null, (code) => {
    openFormal(doors, talk, code);
    end("own");
  });
  one("[data-onward-outside]").hidden = !view.outside.length;
  one("[data-opinion]").hidden = !view.asks_opinion;
  if (view.plans.length || view.apologies.length) (await import("./plan.js")).showPlans(talk);
  if (view.beside.length || view.standing) (await import("./beside.js")).showBeside(talk);
  showConsents(view, (number) => void change("[data-agreed-answer]", "consents/withdrawal/", phrase("taken-back"), { number }));
  const holders = opened.readers.map(usernameOf);
  showReaders({ ...view, holders }, (username, name) => void change("[data-who-answer]", "exclusions/", phrase("shut-out", { name }), { username }));
  for (const { id, value } of written) for (const box of all(`[id="${id}"]`)) {
    if (!box.value) box.closest("details")?.setAttribute("open", "");
    box.value ||= value;
  }
}

/** Asks for a change of the conversation and shows it.
 * @param {string} where the answer is told @param {string} address @param {Words} done @param {object} [more] */
const change = (where, address, done, more) =>
  doing(where, async () => {
    await ask(`mailbox/${address}`, { auth: mailbox.auth, ...more });
    await load();
    return done;
  });

/** @param {HTMLTextAreaElement} text @param {HTMLInputElement} chosen @returns {import("./steps.js").Problem[]} */
function problemsOfReply(text, chosen) {
  const attached = [...(chosen.files ?? [])];
  const large = attached.find(({ size }) => size > LONGEST_FILE);
  if (large) return [[chosen, phrase("big-file", { name: large.name })]];
  return text.value.trim() || attached.length ? [] : [[text, phrase("write-something")]];
}

/** Seals and sends: once, however often it is pressed, until `arrived` has shown it.
 * @param {string} address @param {object} more @param {{ body: any, attached?: File[] }} message
 * @param {(uploads: import("./send.js").Upload[]) => Promise<Words>} arrived */
async function sendOnce(address, more, { body, attached = [] }, arrived) {
  const what = JSON.stringify([address, more, body, ...attached.map(({ name, size, lastModified }) => [name, size, lastModified])]);
  const { entry, uploads } = waiting.get(what) ?? (await write(talk.channel, { kind: "message", body, attached }));
  waiting.set(what, { entry, uploads });
  await deliver(`mailbox/${address}`, { auth: mailbox.auth, entry, ...more }).catch(async (refusal) => {
    if (refusal.code !== "line") waiting.delete(what);
    if (refusal.code === "stale-key") await load();
    throw refusal;
  });
  const words = await arrived(uploads);
  waiting.delete(what);
  return words;
}

/** Seals a message to an address of its own and shows the conversation as it is then.
 * @type {import("./conversation.js").Act["seal"]} */
const seal = (where, address, body, done, more = {}) =>
  doing(where, () => sendOnce(address, more, { body }, async () => {
    await load(undefined, body);
    return done;
  }), "not-chosen");

async function reply() {
  const text = /** @type {HTMLTextAreaElement} */ (one("#reply"));
  const chosen = /** @type {HTMLInputElement} */ (one("#reply-files"));
  if (showProblems(() => problemsOfReply(text, chosen))) return;
  const attached = [...(chosen.files ?? [])];
  await doing("[data-replying]", async () => {
    tell("[data-replying]", phrase("sending"));
    const { standing } = talk.view;
    const beside = standing && { for_them: standing.role === "representative" && /** @type {HTMLInputElement} */ (one("#for-them")).checked };
    return sendOnce(`${beside ? "beside/" : ""}entries/`, beside ?? {}, { body: text.value.trim(), attached }, async (uploads) => {
      const arrived = await sendFiles(uploads, (share) => tell("[data-replying]", shareOf(share)));
      await load(undefined, text.value.trim());
      text.value = chosen.value = "";
      return phrase(arrived ? "sent" : "lost-file");
    });
  }, "not-sent");
}

/** A code that opens no mailbox may be an invitation; the same is tried for every one.
 * @param {string} code */
async function openInvitation(code) {
  const { buildGuest, invitationOf, openLetter } = await import("../sealing/invitation.js");
  const invitation = await invitationOf(site, code);
  const given = await ask("invitations/", { auth: invitation.auth });
  const { letter, holders: named } = await openLetter(invitation, given, site);
  const holders = named.filter(({ name }) => given.holders.includes(name)); // not those who have just been shut out
  /** @param {string} card @returns {Words} */
  const nameOf = (card) => given.people[usernameOf(card)]?.name ?? usernameOf(card);
  tell("[data-letter]", letter.message);
  tell("[data-letter-from]", phrase("letter-from", { name: nameOf(letter.from) }));
  showFor(given.guest ? "guest" : "first");
  tell("[data-letter-readers]", phrase(given.guest ? "guest-readers" : "letter-readers", { names: listed(holders.map(({ name }) => nameOf(name))) }));
  one("[data-join]").addEventListener("submit", () =>
    void doing("[data-joining]", async () => {
      mailbox = await mailboxOf(site);
      const { payload } = await buildGuest({ letter, holders }, invitation, mailbox);
      await deliver("invitations/join/", payload);
      showCode(mailbox.code);
      end("own-code");
    }));
  end("letter");
}

/** What the person made of their own words goes to a formal door, as a report like every other. */
const sendFormal = () =>
  doing("[data-own-sending]", async () => {
    const text = /** @type {HTMLTextAreaElement} */ (one("#own-text"));
    if (showProblems(() => (text.value.trim() ? [] : [[text, phrase("write-something")]]))) return;
    tell("[data-own-sending]", phrase("sending"));
    const made = await sealFormal(doors);
    await sendReport(made.sealed, doors).catch(async (refusal) => {
      if (refusal.code === "stale-team") sealAgain((doors = await ask("doors.json")));
      throw refusal;
    });
    mailbox = made.mailbox;
    forget();
    one("[data-own-sent]").hidden = false;
    showCode(mailbox.code);
    end("own-code");
  }, "not-sent");

/** What they thought of it: numbers alone, counted apart from everything here. */
function giveOpinion() {
  const given = all("[data-opinion] input:checked").map(({ id }) => id.split("-").slice(-2));
  const answers = Object.fromEntries(given.map(([question, answer]) => [question, Number(answer)]));
  if (given.length) void change("[data-opinion-answer]", "opinions/", phrase("opinion-given"), { answers });
}

/** Closes the page when nobody has touched it for a while. */
function closeWhenIdle() {
  let timer = 0;
  const close = () => {
    forget();
    location.replace("/support/");
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(close, IDLE * 60_000);
  };
  for (const touch of ["pointerdown", "keydown", "scroll"]) addEventListener(touch, again, { passive: true });
  again();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const { dataset } = /** @type {HTMLElement} */ (event.target);
  if ("open" in dataset) void openCode();
  if ("reply" in dataset) void reply();
  if ("own" in dataset) void sendFormal();
  if ("opinion" in dataset) giveOpinion();
  if ("askBeside" in dataset) void import("./beside.js").then(({ askBeside }) => askBeside(talk));
  if ("askAppointment" in dataset) void askFor(talk);
});
one("[data-open-outside]").addEventListener("click", async () => {
  (await import("./outside.js")).openOutside(talk);
  end("outside");
});
one("[data-outside-back]").addEventListener("click", () => end("inside"));
one("[data-own-back]").addEventListener("click", () => end("inside"));
one("[data-enter]").addEventListener("click", () => void enter());
one("[data-stop]").addEventListener("click", () => void change("[data-stop-answer]", "stop/", phrase(talk.view.guest ? "left" : "stopped")));
one("[data-another]").addEventListener("click", () => void change("[data-another-answer]", "another/", phrase("asked")));
for (const button of all("[data-take]")) button.addEventListener("click", async () => (await import("./take.js")).take(button, talk));
void start();
