// @ts-check
/**
 * Passkeys. A form with `data-passkey` (login, get, create) asks the browser for one when it is sent, puts the answer
 * into its field `credential`, and goes. Options stand in the page as JSON, or are fetched (login).
 */

import { once } from "../ui/once.js";

/** @param {HTMLFormElement} form @returns {Promise<any>} what the server wants of a passkey */
async function options(form) {
  const there = document.getElementById("passkey-options")?.textContent;
  const data = there ? JSON.parse(there) : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
  return (data.creation_options ?? data.request_options).publicKey;
}

/** @param {HTMLFormElement} form @returns {Promise<any>} */
async function credentialFor(form) {
  const asked = await options(form);
  if (form.dataset.passkey !== "create") {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  }
  if (/** @type {any} */ (form.elements).passwordless.checked) {
    const alone = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    Object.assign(asked.authenticatorSelection, alone);
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
}

/** @param {HTMLFormElement} form @param {string} [what] none or stopped; nothing hides both */
function say(form, what) {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-passkey-problem]"))) {
    line.hidden = line.dataset.passkeyProblem !== what;
  }
}

/** @param {HTMLFormElement} form */
async function send(form) {
  try {
    /** @type {any} */ (form.elements).credential.value = JSON.stringify(await credentialFor(form));
    form.submit();
  } catch {
    say(form, "stopped");
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  form.querySelector("button")?.removeAttribute("disabled"); // before, a browser would send the form itself, empty
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const able = "PublicKeyCredential" in window && "parseCreationOptionsFromJSON" in PublicKeyCredential;
    say(form, able ? "" : "none");
    if (able) once(/** @type {HTMLElement} */ (event.submitter), () => send(form));
  });
}
