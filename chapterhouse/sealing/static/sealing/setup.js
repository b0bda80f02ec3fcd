// @ts-check
/**
 * Making secrets: a first key (join), a new one (new), another passphrase, another recovery sheet (recovery), or both
 * from the old sheet (forgotten). One page, one way each; the address says which: `/vault/setup/#passphrase`.
 */

import { SealError } from "./bytes.js";
import { safetyNumber, usernameOf } from "./cards.js";
import { normalise } from "./derive.js";
import { memberOf, newMember, recover, recoveryGroups, wrapByPassphrase, wrapByRecoveryKey } from "./identity.js";
import { newPassphrase } from "./passphrase.js";
import { signNext } from "./sheets.js";
import { answered, unlockHere } from "./unlock.js";
import { enter, pieces, show, the } from "./vault-page.js";
import { identityFile, keepOpen, openVault } from "./vault.js";
import { send, vaultData } from "./wire.js";
import { language, said } from "../ui/shell.js";

/** @typedef {import("./wire.js").VaultData} VaultData */
/** @typedef {"join" | "new" | "passphrase" | "recovery" | "forgotten"} Way */

/** @param {string} step @returns {Promise<Event>} when its button to go on is pressed */
function pressed(step) {
  show(step);
  const button = the(`[data-step="${step}"] [data-next]`);
  return new Promise((resolve) => button.addEventListener("click", resolve, { once: true }));
}

/**
 * Shows the form of a step until its work succeeds.
 * @template T
 * @param {string} step @param {(typed: string) => Promise<T>} work @returns {Promise<T>}
 */
function completed(step, work) {
  show(step);
  return answered(the(`[data-form="${step}"]`), work);
}

/** @returns {Promise<string>} the words the person has written down */
async function chosenWords() {
  let passphrase = "";
  const draw = async () => {
    passphrase = await newPassphrase(language());
    the("[data-words]").replaceChildren(...pieces(passphrase));
  };
  await draw();
  the("[data-another]").addEventListener("click", draw);
  await pressed("words");
  show("working");
  return passphrase;
}

/** @param {string} passphrase @param {() => Promise<unknown>} work done once it was typed from paper */
async function typedAgain(passphrase, work) {
  the("[data-another]").hidden = true;
  the("[data-back]").addEventListener("click", async () => {
    await pressed("words");
    show("again");
  });
  await completed("again", async (typed) => {
    if (normalise(typed) !== normalise(passphrase)) throw new SealError("not-the-same");
    await work();
  });
}

/** @param {string} key @param {() => Promise<unknown>} [work] done once it is on paper */
async function onPaper(key, work = async () => null) {
  const [first, ...others] = pieces(recoveryGroups(key).join(" "));
  if (first instanceof HTMLElement) first.className = "return-code__whole";
  the("[data-recovery]").replaceChildren(first ?? "", ...others);
  await completed("sheet", work);
}

/** @returns {Promise<string>} the identity file of the open vault, which is unlocked first if need be */
async function openFile() {
  if (!(await openVault())) {
    show("unlock");
    await unlockHere(the("[data-unlock-form]"));
  }
  return identityFile();
}

/** @param {VaultData} data */
async function newKey(data) {
  await pressed("start");
  const passphrase = await chosenWords();
  const { file, recoveryKey, payload } = await newMember(data, passphrase, data.next_version);
  const { card, wraps } = payload;
  const wrap = (/** @type {string} */ method) => wraps.find((one) => one.method === method)?.age_file;
  await onPaper(recoveryKey);
  await typedAgain(passphrase, async () => {
    await send("card/", {
      recipient: card.recipient, signing_key: card.key, version: card.version,
      passphrase_wrap: wrap("passphrase"), recovery_wrap: wrap("recovery"),
    });
    await showNumber(await keepOpen(file, await vaultData()));
  });
}

/** @param {VaultData} data */
async function newWords(data) {
  const file = await openFile();
  const passphrase = await chosenWords();
  await typedAgain(passphrase, async () => send("wraps/", { passphrase_wrap: await wrapByPassphrase(data, passphrase, file) }));
}

/** @param {VaultData} data */
async function newSheet(data) {
  const recovery = await wrapByRecoveryKey(await openFile());
  await onPaper(recovery.key, () => send("wraps/", { passphrase_wrap: data.passphrase_wrap, recovery_wrap: recovery.age_file }));
}

/** @param {VaultData} data */
async function fromSheet(data) {
  const file = await completed("recover", async (typed) => {
    const found = await recover(typed, data.recovery_wrap ?? "");
    const { card } = await memberOf(found, data.card?.version ?? 1);
    if (!data.card || (await safetyNumber(card)) !== (await safetyNumber(data.card))) throw new SealError("other-card");
    return found;
  });
  const passphrase = await chosenWords();
  const recovery = await wrapByRecoveryKey(file);
  await onPaper(recovery.key);
  await typedAgain(passphrase, async () => {
    const passphrase_wrap = await wrapByPassphrase(data, passphrase, file);
    await send("wraps/", { passphrase_wrap, recovery_wrap: recovery.age_file });
    await keepOpen(file, await vaultData());
  });
}

/** Shows the number to compare, signs first lists, and says whom to ask. @param {import("./vault.js").Vault} vault */
async function showNumber(vault) {
  the("[data-number]").replaceChildren(...pieces(await safetyNumber(vault.card)));
  the("[data-qr]").src = `/vault/safety.svg?v=${vault.card.version}`;
  for (const state of vault.desks) {
    const first = state.alone && (await signNext(vault, state, [vault.card]).then(() => true, () => false));
    const kind = first ? "first" : state.kept.length ? "ask" : "broken";
    const part = the(`template[data-desk="${kind}"]`).content.cloneNode(true);
    the("[data-desk-name]", part).replaceChildren(...said(state.desk.name));
    const people = state.kept.map((card) => state.desk.people[usernameOf(card.name)] ?? card.name);
    the("[data-people]", part)?.replaceChildren(people.join(", "));
    the("[data-desks]").append(part);
  }
}

/** @param {VaultData} data @returns {Way} */
function wayOf({ card }) {
  const asked = location.hash.slice(1);
  if (!card) return "join";
  return asked === "passphrase" || asked === "recovery" || asked === "forgotten" ? asked : "new";
}

const WAYS = { join: newKey, new: newKey, passphrase: newWords, recovery: newSheet, forgotten: fromSheet };

addEventListener("hashchange", () => location.reload());
the("[data-print]").addEventListener("click", () => print());
the("[data-place]").textContent = `${location.host}/vault/`;
the("[data-today]").textContent = new Date().toLocaleDateString();

const data = await enter();
if (data?.card && !location.hash) location.replace("/vault/key/");
else if (data) {
  const way = wayOf(data);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-only]"))) {
    part.hidden = !part.dataset.only?.split(" ").includes(way);
  }
  await WAYS[way](data);
  show("done");
}
