// @ts-check
/**
 * Moves a bar while a list is taken over: posts the form and reads what the server says line by line.
 * Without this module the form is posted as any other, and answers when it is done.
 */
import { once } from "../ui/once.js";

/** @typedef {{ read?: number, go?: string, said?: string }} Line */

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-taking]"));
const bar = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const { broken = "", words = "", all = "" } = form.dataset;

/** @param {string} text */
function say(text) {
  status.hidden = false;
  status.textContent = text;
}

/** @param {Line} line @returns {boolean} whether there is nothing more to come */
function hear({ read, go, said }) {
  if (read !== undefined) {
    bar.value = read;
    say(words.replace("{read}", String(read)).replace("{all}", all));
  }
  if (said) say(said);
  if (go) location.assign(go);
  return Boolean(said || go);
}

async function take() {
  const headers = { Accept: "application/x-ndjson" };
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
  if (answer.redirected || !answer.body) return location.assign(answer.url);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let [rest, ended] = ["", false];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) ended = hear(JSON.parse(line)) || ended;
  }
  if (!ended) say(broken);
}

form.addEventListener("submit", (event) => {
  const button = /** @type {HTMLElement} */ (event.submitter);
  event.preventDefault();
  /** @type {HTMLElement} */ (bar.parentElement).hidden = false;
  void once(button, () => take().catch(() => say(broken)));
});
