// @ts-check
// The page on which one unlocks, and goes on to where one was: `/vault/#next=/today/`.

import { enter, show, the } from "./vault-page.js";
import { unlockHere } from "./unlock.js";
import { openVault } from "./vault.js";

/** @returns {string} the place on this site that the address names, else Today */
function onward() {
  const next = new URLSearchParams(location.hash.slice(1)).get("next") ?? "";
  const place = URL.canParse(next, location.origin) ? new URL(next, location.origin) : null;
  return place?.origin === location.origin && next.startsWith("/") ? place.href : "/today/";
}

const data = await enter();
if (data && !data.card) location.replace("/vault/setup/");
else if (data) {
  the("[data-go-on]").href = onward();
  document.addEventListener("vault:locked", () => show("unlock"));
  show((await openVault().catch(() => null)) ? "open" : "unlock");
  await unlockHere(the("[data-unlock-form]"));
  location.assign(onward());
}
