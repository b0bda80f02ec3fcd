// @ts-check
/**
 * Moves a bar while a list is taken over: posts the form and reads what the server says line by line.
 * Without this module the form is posted as any other, and answers when it is done.
 */
import { once } from "../ui/once.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-taking]"));
const bar = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
const { broken = "", words = "", all = "" } = form.dataset;

/** @param {{ read?: number, go?: string, said?: string }} line @returns {boolean} whether it is the last */
function hear({ read = 0, go, said }) {
  bar.value = Math.max(bar.value, read);
  status.textContent = said ?? words.replace("{read}", String(bar.value)).replace("{all}", all);
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
  if (!ended) throw new Error("it broke off");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  /** @type {HTMLElement} */ (bar.parentElement).hidden = false;
  const failed = () => void (status.textContent = broken);
  void once(/** @type {HTMLElement} */ (event.submitter), () => take().catch(failed));
});
