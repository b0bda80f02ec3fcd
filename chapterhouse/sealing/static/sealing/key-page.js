// @ts-check
// One's own key, and the lists of one's desks: who is on them, what changed, signing the next one.

import { said } from "../ui/shell.js";
import { SealError } from "./bytes.js";
import { safetyNumber, usernameOf } from "./cards.js";
import { acceptList, signNext } from "./sheets.js";
import { attempt, unlockHere } from "./unlock.js";
import { enter, pieces, show, the } from "./vault-page.js";
import { openVault } from "./vault.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./sheets.js").DeskState} DeskState */
/** @typedef {import("./vault.js").Vault} Vault */

/** @param {string} which template @param {string} person @param {Card} [card] @returns {Promise<HTMLElement>} filled */
async function line(which, person, card) {
  const part = the(`[data-line=${which}]`).content.cloneNode(true);
  the("[data-name]", part).textContent = person;
  if (card) the("[data-of]", part)?.replaceChildren(await safetyNumber(card));
  return part.firstElementChild;
}

/** Fills the lists of a desk: who is on it, who has no key, what changed, what a next list would change.
 * @param {HTMLElement} article @param {DeskState} state */
async function showLists(article, { sheet, desk, changes, came, left, alone }) {
  const nameOf = (/** @type {string} */ username) => desk.people[username] ?? username;
  const keyed = desk.cards.map((card) => usernameOf(card.name));
  /** @type {[string, string, Card[]][]} */
  const lines = [
    ["list", "person", sheet?.cards ?? []],
    ["changes", "came", changes.flatMap((one) => one.came)],
    ["changes", "gone", changes.flatMap((one) => one.left)],
    ["came", "newcomer", alone ? [] : came],
    ["left", "leaver", left],
  ];
  for (const [where, which, cards] of lines) {
    const list = article.querySelector(`[data-${where}]`);
    for (const card of cards) list?.append(await line(which, nameOf(usernameOf(card.name)), card));
  }
  for (const one of desk.readers.filter((reader) => !keyed.includes(reader))) {
    the("[data-list]", article).append(await line("keyless", nameOf(one)));
  }
  article.querySelector("[data-team-number]")?.replaceChildren(sheet?.teamNumber ?? "");
}

/**
 * The form of the next list, for somebody who may sign one: on the list they follow, or where nobody on it is left.
 * @param {HTMLElement} article @param {DeskState} state @param {Vault} vault
 */
function offerNext(article, state, vault) {
  const { alone, trusted, kept, came, left, desk } = state;
  const on = kept.some((card) => card.name === vault.card.name);
  const form = the("[data-next-list]", article);
  the("[data-ask]", article).hidden = on || alone || !kept.length;
  the("[data-people]", article).textContent = kept.map(({ name }) => desk.people[usernameOf(name)] ?? name).join(", ");
  form.hidden = !(alone || (on && trusted && (came.length || left.length)));
  form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const boxes = form.querySelectorAll("input");
    const compared = alone ? [vault.card] : came.filter((_, index) => boxes[index].checked);
    change(event.submitter, async () => {
      if (!compared.length && !left.length) throw new SealError("nobody");
      await signNext(vault, state, compared);
    });
  });
}

/** @param {HTMLElement | null} button @param {() => Promise<unknown>} work after which everything is read anew */
async function change(button, work) {
  if (await attempt(the("[data-failed]"), async () => [await work()], button)) location.reload();
}

/** @param {Vault} vault */
async function showTeam(vault) {
  the("[data-locked]").hidden = true;
  the("[data-unlocked]").hidden = false;
  for (const state of vault.desks) {
    const article = the("[data-team]").content.cloneNode(true).firstElementChild;
    const now = [state.alone && state.sheet ? "alone" : state.status, vault.forgotten ? "forgotten" : ""];
    for (const part of article.querySelectorAll("[data-when]")) {
      if (!now.some((one) => part.dataset.when.split(" ").includes(one))) part.remove();
    }
    the("[data-name]", article).replaceChildren(...said(state.desk.name));
    await showLists(article, state);
    offerNext(article, state, vault);
    article.querySelector("[data-accept]")?.addEventListener("click", (/** @type {MouseEvent} */ event) =>
      change(/** @type {HTMLElement} */ (event.currentTarget), () => acceptList(vault, state.sheet)));
    the("[data-desks]").append(article);
  }
}

const data = await enter();
if (data && !data.card) location.replace("/vault/setup/");
else if (data?.card) {
  the("[data-number]").replaceChildren(...pieces(await safetyNumber(data.card)));
  the("[data-qr]").src = `/vault/safety.svg?v=${data.card.version}`;
  show("key");
  document.addEventListener("vault:locked", () => location.reload());
  let vault = await openVault();
  if (!vault) {
    the("[data-locked]").hidden = false;
    vault = await unlockHere(the("[data-unlock-form]"));
  }
  await showTeam(vault);
}
