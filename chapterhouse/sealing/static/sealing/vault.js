// @ts-check
/**
 * A member's open vault (encryption design, sections 5, 6 and 8). What stays in the browser is the identity file
 * under AES-GCM, whose key the server keeps in the session; neither alone opens anything.
 *
 * Events on document: `vault:unlocked`, `vault:locked`. `[data-lock]` locks. Fifteen idle minutes lock too.
 */

import { SealError } from "./bytes.js";
import { among, holderOf } from "./cards.js";
import { keepFor, memberOf, takeUp, unlock } from "./identity.js";
import { emptyBook, knownAs, merge, openNotebook, sealNotebook } from "./notebook.js";
import { sign } from "./notes.js";
import { readDesk } from "./sheets.js";
import { send, vaultData } from "./wire.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./notebook.js").Book} Book */
/** @typedef {import("./wire.js").VaultData} VaultData */
/** `self` is what channel.js takes. `pins` is the notebook; after a change `savePins()`.
 * `forgotten` says that there was a notebook which is not ours, so that nothing counts as compared.
 * @typedef {{ self: import("./channel.js").Self, card: Card, site: string, identity: import("./seal.js").Identity,
 *   data: VaultData, pins: Book, forgotten: boolean, desks: import("./sheets.js").DeskState[],
 *   sign: (text: string) => Promise<string>, savePins: () => Promise<void>, lock: () => Promise<void> }} Vault */

const KEPT = "vault";
const IDLE = 15 * 60_000;
const FRESH = 10 * 60_000;
const tabs = new BroadcastChannel("vault");

/** @type {Promise<Vault | null> | null} */
let opened = null;
let active = Date.now();
let used = Date.now();

/** @returns {Promise<Vault | null>} null when locked, or when it was another's or an older key. Throws as `vaultData`. */
export function openVault() {
  opened ??= takeUpKept();
  opened.then((vault) => vault ?? (opened = null), () => (opened = null));
  return opened;
}

async function takeUpKept() {
  if (!localStorage.getItem(KEPT)) return null;
  const data = await vaultData();
  try {
    return await vaultOf(await identityFile(), data);
  } catch (error) {
    if (!(error instanceof SealError) || !["locked", "other-card"].includes(error.code)) throw error;
    localStorage.removeItem(KEPT);
    return null;
  }
}

/** The identity file itself: only to wrap it anew. @returns {Promise<string>} Throws SealError `locked`. */
export async function identityFile() {
  const { seal } = await send("seal/", { open: false });
  used = Date.now();
  return takeUp(localStorage.getItem(KEPT) ?? "", seal);
}

/** @param {string} passphrase @returns {Promise<Vault>} Throws SealError `wrong-passphrase`, `no-card` or as `vaultData`. */
export async function unlockWith(passphrase) {
  const data = await vaultData();
  if (!data.passphrase_wrap) throw new SealError("no-card");
  return keepOpen(await unlock(data, passphrase, data.passphrase_wrap), data);
}

/** @param {string} file the identity file @param {VaultData} data @returns {Promise<Vault>} open until locked */
export async function keepOpen(file, data) {
  const vault = await vaultOf(file, data);
  const { seal } = await send("seal/", { open: true });
  localStorage.setItem(KEPT, await keepFor(file, seal));
  opened = Promise.resolve(vault);
  used = active = Date.now();
  document.dispatchEvent(new CustomEvent("vault:unlocked"));
  return vault;
}

/** Locks here and in every other page: what is kept goes, and the server's half of its key. */
export async function lock() {
  localStorage.removeItem(KEPT);
  const told = send("lock/", {}).catch(() => null); // first: a page that shuts may load anew
  shut();
  await told;
}

function shut() {
  if (!opened) return;
  opened = null;
  document.dispatchEvent(new CustomEvent("vault:locked"));
}

/** @param {string} file @param {VaultData} data @returns {Promise<Vault>} SealError `other-card` if the server shows another */
async function vaultOf(file, data) {
  const { card } = data;
  const self = await memberOf(file, card?.version ?? 1);
  if (!card || !among([await holderOf(card)], await holderOf(self.card))) throw new SealError("other-card");
  const book = await openNotebook(self, data.notebook ?? "").catch(() => null);
  const pins = book ?? emptyBook(self);
  let loaded = structuredClone(pins);
  const savePins = async () => {
    const { notebook } = await vaultData();
    const kept = await openNotebook(self, notebook ?? "").catch(() => null);
    if (kept) merge(pins, kept, loaded);
    await send("notebook/", { age_file: await sealNotebook(self, pins) }, "PUT");
    loaded = structuredClone(pins);
  };
  return {
    self, card: self.card, site: data.site, identity: self.age, data, pins,
    forgotten: Boolean(data.notebook) && !book,
    desks: await Promise.all(data.desks.map((desk) => readDesk(pins, data.site, desk))),
    sign: (text) => sign(text, self.signer),
    savePins: () => navigator.locks.request("notebook", savePins), // one tab after the other
    lock,
  };
}

/**
 * Whether something may be sealed to a card: it is our own, we compared it, or colleagues whose list we follow did.
 * Otherwise show the number and "compare before you continue" (compare.js).
 * @param {Vault} vault @param {Card} card
 */
export async function accepts({ card: own, pins, desks }, card) {
  const holder = await holderOf(card);
  if (among([await holderOf(own)], holder) || (await knownAs(pins, card)) === "same") return true;
  const vouched = desks.filter(({ trusted }) => trusted).flatMap(({ sheet }) => sheet?.cards ?? []);
  return among(await Promise.all(vouched.map(holderOf)), holder);
}

for (const kind of ["pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, () => {
    if (Date.now() - active > 10_000) tabs.postMessage("active");
    active = Date.now();
  }, { passive: true });
}
tabs.addEventListener("message", () => (active = Date.now()));
addEventListener("storage", ({ key, newValue }) => {
  if (key === KEPT && newValue === null) shut();
  if (key === KEPT && newValue) document.dispatchEvent(new CustomEvent("vault:unlocked"));
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-lock]")) lock();
});

/** Locks after fifteen idle minutes, also when the device slept through them; while in use, keeps the seal fresh. */
function watch() {
  if (!opened) return;
  if (Date.now() - active > IDLE) lock();
  else if (active > used && Date.now() - used > FRESH) {
    used = Date.now();
    send("seal/", { open: false }).catch(() => null);
  }
}
setInterval(watch, 15_000);
document.addEventListener("visibilitychange", watch);
