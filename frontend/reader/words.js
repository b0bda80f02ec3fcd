// @ts-check
// What the reader says while it works, in both languages. What stands on the page from the start is in read.html.

/** @typedef {{ en: string, es: string }} Words */

/** @type {Record<string, Words>} */
const words = {
  chosen: { en: "{count} files chosen.", es: "{count} archivos elegidos." },
  opening: { en: "Opening…", es: "Abriendo…" },
  "too-old": {
    en: "This browser cannot open what is sealed. Use a newer one, or see HOW.html.",
    es: "Este navegador no puede abrir lo sellado. Use uno más nuevo, o vea HOW.html.",
  },
  "no-files": {
    en: "The file manifest.json is not among what you chose. Choose the zip, or all the files of its folder.",
    es: "El archivo manifest.json no está entre lo elegido. Elija el zip, o todos los archivos de su carpeta.",
  },
  "no-key": {
    en: "Nothing opens with this. Look again at the recovery key or code, or choose the file case.key too.",
    es: "Con esto no se abre nada. Revise la clave o el código, o elija también el archivo case.key.",
  },
  damaged: {
    en: "These files are damaged or altered. Take the zip along once more.",
    es: "Estos archivos están dañados o alterados. Vuelva a llevarse el zip.",
  },
  took: { en: "Taken along on {when}.", es: "Llevado el {when}." },
  "talk-own": { en: "Your conversation", es: "Su conversación" },
  talk: { en: "Conversation with {party}", es: "Conversación con {party}" },
  team: { en: "Among the responders", es: "Entre acompañantes" },
  you: { en: "You", es: "Usted" },
  person: { en: "The person", es: "La persona" },
  "not-verified": {
    en: "Sender not verified: the signature is not that of anyone who held the key.",
    es: "Remitente sin verificar: la firma no es de nadie que tuviera la clave.",
  },
  unknown: { en: "Sender not verified", es: "Remitente sin verificar" },
  gap: {
    en: "An entry is missing before this one: whoever wrote this had seen one that is not here.",
    es: "Falta una entrada antes de esta: quien escribió esto había visto una que no está aquí.",
  },
  unaccepted: {
    en: "Who holds the key of this conversation was changed in a way that none of its holders signed. Read it with care.",
    es: "Quién tiene la clave de esta conversación cambió sin la firma de nadie que la tuviera. Léala con cautela.",
  },
  "not-for-you": {
    en: "Not for you: sealed before you were brought in, or after you left.",
    es: "No es para usted: se selló antes de su llegada o después de su salida.",
  },
  "entry-damaged": { en: "Damaged or altered: it cannot be opened.", es: "Dañado o alterado: no se puede abrir." },
  "wrong-place": {
    en: "This was written for another place, and was put here.",
    es: "Esto se escribió para otro lugar, y alguien lo puso aquí.",
  },
  missing: { en: "The file {name} is not among what you chose.", es: "El archivo {name} no está entre lo elegido." },
  save: { en: "Save {name} ({size} kB)", es: "Guardar {name} ({size} kB)" },
  "file-missing": { en: "{name}: this file never arrived.", es: "{name}: este archivo nunca llegó." },
  report: { en: "Report", es: "Relato" },
  note: { en: "Note", es: "Nota" },
  title: { en: "Title", es: "Título" },
  people: { en: "People involved", es: "Personas implicadas" },
  experienced: { en: "experienced it", es: "lo vivió" },
  caused: { en: "caused it", es: "lo causó" },
  witnessed: { en: "witnessed it", es: "lo presenció" },
  nothing: { en: "Nothing stands here.", es: "Aquí no hay nada escrito." },
  somebody: { en: "Somebody without a name", es: "Alguien sin nombre" },
  signers: { en: "Who signed", es: "Quién firmó" },
  "signers-hint": {
    en: "The names stand here as the site gave them; what was checked is the key. To be sure of somebody, compare this number with them in person or by voice.",
    es: "Los nombres están aquí como los dio el sitio; lo comprobado es la clave. Para estar seguro de alguien, compare este número en persona o de viva voz.",
  },
};

/** @param {string} name @param {Record<string, string | Words>} [values] @returns {Words} a sentence, its `{names}` filled in */
export function phrase(name, values = {}) {
  const { en, es } = words[name] ?? { en: name, es: name };
  return { en: filled(en, values, "en"), es: filled(es, values, "es") };
}

/** @param {string} text @param {Record<string, string | Words>} values @param {"en" | "es"} lang */
const filled = (text, values, lang) =>
  text.replace(/\{(\w+)\}/g, (_, key) => {
    const value = values[key] ?? "";
    return typeof value === "string" ? value : value[lang];
  });

/** @param {string} name */
export const isKnown = (name) => name in words;
