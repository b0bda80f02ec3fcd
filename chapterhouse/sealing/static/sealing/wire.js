// @ts-check
// The vault's requests: whose it is, and what is sent; refusals come back as SealErrors.

import { SealError } from "./bytes.js";

/** What the server says of this member (sealing/vault.py).
 * @typedef {{ csrf: string, site: string, username: string, name: string, language: string, card: import("./cards.js").Card | null,
 *   next_version: number, passphrase_wrap: string | null, recovery_wrap: string | null, notebook: string | null,
 *   desks: import("./sheets.js").DeskData[], frame: Record<string, string> }} VaultData */

let csrf = "";

/** @param {Response} response @returns {Promise<Response>} Throws SealError: `signed-out`, `no-vault` or the server's code. */
async function accepted(response) {
  if (response.ok) return response;
  if (response.status === 401 || response.status === 403) throw new SealError("signed-out");
  const { refused = "no-vault", sentence = "" } = await response.json().catch(() => ({}));
  throw Object.assign(new SealError(refused), { sentence });
}

/** @param {string} path below /vault/ @param {RequestInit} [init] @returns {Promise<Response>} SealError `offline` too */
async function ask(path, init) {
  return accepted(
    await fetch(`/vault/${path}`, { cache: "no-store", ...init }).catch((error) => {
      throw new SealError("offline", error);
    }),
  );
}

/** @returns {Promise<VaultData>} */
export async function vaultData() {
  const data = await (await ask("data.json")).json();
  csrf = data.csrf;
  return data;
}

/** @param {string} path @param {object} body @param {string} [method] @returns {Promise<any>} the JSON answered, or null */
export async function send(path, body, method = "POST") {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const query = `?lang=${document.documentElement.lang}`;
  const answer = await ask(path + query, { method, headers, body: JSON.stringify(body), keepalive: path === "lock/" });
  return answer.headers.get("Content-Type") === "application/json" ? answer.json() : null;
}
