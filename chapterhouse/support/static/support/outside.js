// @ts-check
/** One's own words for a body outside: sealed here to a key of theirs and saved, or put on paper. */

import { REPORTER } from "../sealing/cards.js";
import { isRecipient, sealTo } from "../sealing/seal.js";
import { language } from "../ui/shell.js";
import { textOf } from "./own-report.js";
import { all, inOne, make, one, phrase, tell } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** @typedef {{ code: string, key: string | null, name: Words, address: Words, how: Words }} Body */

/** The conversation they come from. @type {import("./conversation.js").Talk} */
let talk;
const [text, key, known] = ["#outside-text", "#outside-key", "#outside-known"].map((id) => /** @type {HTMLInputElement} */ (one(id)));

/** @param {import("./conversation.js").Talk} now */
export function openOutside(now) {
  talk = now;
  const own = talk.entries.flatMap((entry) => ("body" in entry && entry.author === REPORTER ? textOf(entry.body) : []));
  if (text) text.value ||= own.filter(Boolean).join("\n\n");
  one("[data-outside-bodies]").replaceChildren(...talk.view.outside.map(({ code, key: theirs, name, address, how }, at) => {
    const box = make("input", { class: "choice__box", type: "radio", name: "outside-body", id: `outside-${code}`, ...(at ? {} : { checked: "" }) });
    const fill = () => key && (key.value = theirs ?? "");
    box.addEventListener("change", fill);
    if (!at) fill();
    return make("li", { class: "choices__item" }, make("label", { class: "choice", for: `outside-${code}` }, box,
      make("span", {}, make("strong", {}, name), make("br", {}), address), make("span", { class: "choice__hint" }, how)));
  }));
  turn(false);
}

/** @param {boolean} paper whether the paper is shown, and not the form */
const turn = (paper) => ([one("[data-outside-paper]").hidden, one("[data-outside-page]").hidden] = [!paper, paper]);

/** @param {boolean} paper */
async function go(paper) {
  const where = "[data-outside-answer]";
  const at = all("[name=outside-body]").findIndex(({ checked }) => checked);
  const body = talk.view.outside[at];
  const words = text?.value.trim() ?? "";
  if (!body || !words) return tell(where, phrase("outside-empty"));
  const recipient = key?.value.trim() ?? "";
  if (!paper && !isRecipient(recipient)) return tell(where, phrase("outside-key"));
  const to = `${inOne(body.name, language())}, ${inOne(body.address, language())}`;
  if (paper) {
    one("[data-outside-to]").textContent = to;
    one("[data-outside-words]").textContent = words;
    turn(true);
    one("[data-outside-paper] h1").focus();
  } else {
    const file = new Blob([await sealTo(recipient, `${to}\n\n${words}\n`)], { type: "application/octet-stream" });
    const href = URL.createObjectURL(file);
    make("a", { href, download: "summary.txt.age" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000); // not before the browser has begun
    tell(where, phrase("outside-saved"));
  }
  if (known?.checked) await talk.act.change(where, "outside/", phrase("outside-known"), { body: body.code, paper });
}

one("[data-go-outside]").addEventListener("submit", () => void go(false));
one("[data-outside-on-paper]").addEventListener("click", () => void go(true));
one("[data-outside-print]").addEventListener("click", () => print());
one("[data-outside-change]").addEventListener("click", () => turn(false));
