// @ts-check
// Conversations on the page, each from its first word to its last.

import { REPORTER, safetyNumber, usernameOf } from "../../chapterhouse/sealing/static/sealing/cards.js";
import { make, moment } from "./page.js";
import { openAttached, signedBy } from "./talk.js";
import { isKnown, phrase } from "./words.js";

/** @typedef {import("./words.js").Words} Words */
/** @typedef {import("./folder.js").Folder} Folder */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {import("./talk.js").Talk} Talk */
/** @typedef {import("./talk.js").Said} Said */

/**
 * @param {Manifest} manifest @param {Talk[]} talks @param {Folder} folder
 * @returns {Promise<Node[]>} everything that was opened
 */
export async function shown(manifest, talks, folder) {
  const { code = "", made, title } = manifest;
  const named = talks.flatMap(({ said }) => said).find(({ row }) => row.uuid === title)?.opened;
  const heading = named ? String(named.body) : "";
  return [
    make("h1", { tabindex: "-1" }, [code, heading].filter(Boolean).join(": ") || phrase("talk-own")),
    make("p", { class: "soft" }, phrase("took", { when: moment(made) })),
    ...talks.map((talk) => conversation(manifest, talk, folder)),
    await signers(manifest, talks),
  ];
}

/** @param {Manifest} manifest @param {Talk} talk @param {Folder} folder */
function conversation(manifest, talk, folder) {
  const { kind, party } = talk.about;
  const name = kind === "team" ? phrase("team") : party ? phrase("talk", { party }) : phrase("talk-own");
  const doubt = talk.doubtful ? [warning("unaccepted")] : [];
  return make("section", {}, make("h2", {}, name), ...doubt, ...talk.said.map((said) => entry(manifest, talk, said, folder)));
}

/** @param {Manifest} manifest @param {Talk} talk @param {Said} said @param {Folder} folder */
function entry(manifest, talk, said, folder) {
  const { row, opened, error } = said;
  const when = make("time", { class: "soft", datetime: row.received }, moment(row.received));
  if (!opened) {
    const why = error === "damaged" ? "entry-damaged" : (error ?? "");
    return make("article", {}, make("p", {}, when), warning(why, { name: row.age_file }));
  }
  const author = signedBy(said);
  const { kind, gap, files } = opened;
  const body = bodyOf(opened.body);
  if (!body.textContent) body.append(make("p", {}, phrase("nothing")));
  const sort = kind !== "message" && isKnown(kind) ? [" · ", phrase(kind)] : [];
  return make("article", {},
    make("h3", {}, author ? nameOf(manifest, author) : phrase("unknown")),
    make("p", { class: "soft" }, when, ...sort),
    ...(author ? [] : [warning("not-verified")]), ...(gap ? [warning("gap")] : []), body,
    ...files.map((file) => attached(talk, said, file, folder)));
}

/** @param {Manifest} manifest @param {string} author the name of a card @returns {string | Words} */
function nameOf({ names, me }, author) {
  if (usernameOf(author) === me) return phrase("you");
  return author === REPORTER ? phrase("person") : (names[usernameOf(author)] ?? usernameOf(author));
}

/** @param {string} code @param {Record<string, string>} [values] */
const warning = (code, values) => make("p", { class: "warn" }, phrase(code, values));

/** @param {any} body @returns {body is Words} a text in each language */
const isWords = (body) => typeof body?.en === "string" && typeof body.es === "string";

/** Whatever somebody wrote: a text, the answers to questions, a list of people. Nothing of it is left out. @param {any} body @returns {HTMLElement} */
function bodyOf(body) {
  if (isWords(body)) return make("p", { class: "text" }, { en: body.en, es: body.es });
  if (Array.isArray(body)) return make("div", {}, ...body.map(bodyOf));
  if (typeof body !== "object" || body === null) return make("p", { class: "text" }, codeOr(String(body ?? "")));
  if (body.question) return make("dl", {}, make("dt", {}, words(body.question)), make("dd", {}, ...[body.answer].flat().map(bodyOf)));
  if (Array.isArray(body.parts)) return person(body);
  const { door, lang, options, ...rest } = body; // which form was filled in, and how
  return make("div", {}, ...Object.values(rest).map(bodyOf));
}

/** @param {{ name?: string, parts: string[] }} one */
const person = ({ name, parts }) =>
  make("p", {}, ...(name ? [name] : [phrase("somebody")]), ...parts.flatMap((part) => [" · ", codeOr(part)]));

/** @param {any} text @returns {string | Words} */
const words = (text) => (isWords(text) ? { en: text.en, es: text.es } : String(text));

/** @param {string} text @returns {string | Words} one of the few codes in words, any other text as it is */
const codeOr = (text) => (["experienced", "caused", "witnessed"].includes(text) ? phrase(text) : text);

/** @param {Talk} talk @param {Said} said @param {import("../../chapterhouse/sealing/static/sealing/statements.js").Attachment} file @param {Folder} folder */
function attached(talk, { row, opened }, file, folder) {
  const { name, size, sha256 } = file;
  const part = row.files[sha256];
  if (!part || !opened) return warning("file-missing", { name });
  const button = make("button", { type: "button", class: "quiet" }, phrase("save", { name, size: String(Math.ceil(size / 1024)) }));
  const place = make("p", {}, button);
  button.addEventListener("click", async () => {
    try {
      const bytes = await openAttached(talk, opened, file, part, folder);
      const href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
      make("a", { href, download: name }).click();
    } catch (error) {
      const code = /** @type {any} */ (error).code;
      place.append(warning(code === "missing" ? "missing" : "entry-damaged", { name: part }));
    }
  });
  return place;
}

/** @param {Manifest} manifest @param {Talk[]} talks @returns {Promise<HTMLElement>} whose keys were found, with their numbers */
async function signers(manifest, talks) {
  const found = new Set(talks.flatMap(({ said }) => said.flatMap((one) => signedBy(one) ?? [])));
  const makers = talks.flatMap(({ channel }) => channel.maker ?? []);
  const members = manifest.cards.filter(({ name }) => name !== REPORTER);
  const cards = [...members, ...makers].filter(({ name }) => found.has(name));
  const rows = new Map();
  for (const card of cards) rows.set(await safetyNumber(card), nameOf(manifest, card.name));
  const items = [...rows].map(([number, name]) => make("li", {}, name, make("br", {}), number));
  return make("section", {}, make("h2", {}, phrase("signers")), make("p", { class: "soft" }, phrase("signers-hint")), make("ul", {}, ...items));
}
