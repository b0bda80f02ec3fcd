// @ts-check
/** The offline reader: one page that opens an export from a disk, without the site and without the internet. */

import { SealError } from "../../chapterhouse/sealing/static/sealing/bytes.js";
import { folderOf } from "./folder.js";
import { keysOf } from "./keys.js";
import { manifestOf } from "./manifest.js";
import { one, tell } from "./page.js";
import { shown } from "./show.js";
import { openTalk } from "./talk.js";
import { phrase } from "./words.js";

const form = /** @type {HTMLFormElement} */ (one("form"));
const secret = /** @type {HTMLInputElement} */ (one("#secret"));
/** What was chosen or dropped so far; the same name again replaces. @type {Map<string, File>} */
const chosen = new Map();

/** @param {Iterable<File> | null | undefined} files */
function choose(files) {
  for (const file of files ?? []) chosen.set(file.name, file);
  tell("[data-chosen]", phrase("chosen", { count: String(chosen.size) }));
}

async function open() {
  const folder = await folderOf(chosen.values());
  const manifest = await manifestOf(folder);
  const keys = await keysOf(folder, manifest, secret.value);
  if (!manifest.channels.some((row) => row.keys.some(({ recipient }) => keys.has(recipient)))) throw new SealError("no-key");
  const talks = [];
  for (const row of manifest.channels) talks.push(await openTalk(manifest, row, folder, keys));
  one("[data-open]").replaceChildren(...(await shown(manifest, talks, folder)));
  secret.value = "";
  one("[data-ask]").hidden = true;
  one("[data-open]").hidden = false;
  one("[data-open] h1").focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  tell("[data-said]", phrase("opening"));
  await open().then(() => tell("[data-said]", ""), (error) => {
    const code = error instanceof SealError ? error.code : "";
    tell("[data-said]", phrase(["no-files", "no-key"].includes(code) ? code : "damaged"));
  });
});
for (const id of ["#files", "#folder"]) {
  const input = /** @type {HTMLInputElement} */ (one(id));
  input.addEventListener("change", () => choose(input.files));
}
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  choose(event.dataTransfer?.files);
});

one("[data-ask]").hidden = false;
if (typeof globalThis.crypto?.subtle !== "object") {
  form.hidden = true;
  one("[data-ask]").append(phrase("too-old").en, " ", phrase("too-old").es);
}
