// What the browser makes of vectors.json and of things that Python sealed; test_vectors_browser.py compares.
// Served beside the sealing app's own static files.

import { base64, unbase64, utf8, textOf, sha256hex } from "/sealing/bytes.js";
import { safetyNumber, teamNumber } from "/sealing/cards.js";
import { openChannel, openEntries, openFile, openTitle, pinOf, sealEntry, write } from "/sealing/channel.js";
import { groups, isCode, newCode, readCode } from "/sealing/codes.js";
import { asciiDigits, derive, normalise } from "/sealing/derive.js";
import { grant, rotate } from "/sealing/holding.js";
import { keepFor, memberOf, newMember, recover, recoveryGroups, takeUp, unlock } from "/sealing/identity.js";
import { buildGuest, buildInvitation, buildWrittenDown, invitationOf, openLetter } from "/sealing/invitation.js";
import { mailboxOf, openMailbox } from "/sealing/mailbox.js";
import { emptyBook, knownAs, openNotebook, pinCard, sealNotebook, sheetNews } from "/sealing/notebook.js";
import { sign, signerOf, verify } from "/sealing/notes.js";
import { newPassphrase } from "/sealing/passphrase.js";
import { solve } from "/sealing/proof.js";
import { buildReport, sheetOf } from "/sealing/report.js";
import { isRecipient, lockIn, newIdentity, open, recipientOf, sealFile, sealTo } from "/sealing/seal.js";
import { entryText, readEntry, sheetText, verifySheets, verifyStatements } from "/sealing/statements.js";

/** The value, or the word of the error it failed with. */
const orCode = (promise) => Promise.resolve(promise).catch((error) => ({ refused: error.code ?? String(error) }));
const outcome = async (work) => orCode((async () => work())());

export async function derivations({ site, derived, norms, digits }) {
  const keys = await Promise.all(derived.map((one) => derive(one.purpose, one.whose, one.secret, site)));
  return {
    derived: keys.map((key) => ({ ...key, seed: base64(key.seed) })),
    norms: Object.fromEntries(Object.keys(norms).map((secret) => [secret, normalise(secret)])),
    digits: digits.map(asciiDigits),
  };
}

export const codes = ({ good, wrong }) => ({ good: good.map(isCode), wrong: wrong.map(isCode) });

export const numbers = async (cards) => ({
  numbers: await Promise.all(cards.map(safetyNumber)),
  team: await teamNumber(cards),
});

export async function notes(said) {
  const signer = await signerOf(said.name, unbase64(said.seed));
  const refused = {};
  for (const [why, note] of Object.entries(said.refused)) refused[why] = await outcome(() => verify(note, said));
  return {
    key: signer.key,
    signed: await sign(said.text, signer),
    good: await Promise.all(said.good.map((note) => outcome(() => verify(note, said)))),
    refused,
  };
}

export async function sheets(site, { desk, accepted, refused_after_two }) {
  const read = await verifySheets(accepted, { site, desk });
  const two = accepted.slice(0, 2);
  const refused = {};
  for (const [why, note] of Object.entries(refused_after_two)) {
    refused[why] = await outcome(() => verifySheets([...two, note], { site, desk }));
  }
  const rebuilt = sheetText({ site, desk, cards: read[1].cards, at: read[1].at, previous: read[0] });
  return { hashes: read.map(({ hash }) => hash), numbers: read.map((one) => one.teamNumber), refused, rebuilt };
}

export async function statements(site, { channel, cards, maker, accepted, refused_after_two }) {
  const where = { site, channel, cards: [...cards, maker], maker };
  const refused = {};
  for (const [why, note] of Object.entries(refused_after_two)) {
    refused[why] = (await verifyStatements([...accepted.slice(0, 2), note], where)).length;
  }
  return { hashes: (await verifyStatements(accepted, where)).map(({ hash }) => hash), refused };
}

export async function entry({ place, content, text }) {
  const elsewhere = {};
  for (const field of Object.keys(place)) {
    elsewhere[field] = await outcome(() => readEntry(text, { ...place, [field]: "elsewhere" }));
  }
  return { text: entryText(place, content), read: readEntry(text, place).body, elsewhere };
}

export const opened = (files) =>
  Promise.all(files.map(async ({ identity, file }) => {
    const asText = await outcome(async () => textOf(await open(identity, unbase64(file))));
    const asKey = await outcome(async () => textOf(await open(await lockIn(identity), unbase64(file))));
    return [asText, asKey];
  }));

/** Opens binary files: hash of what is in them, or why not. */
export const hashed = (files) =>
  Promise.all(files.map(({ identity, file }) => outcome(async () => sha256hex(await open(identity, unbase64(file))))));

/** Seals so many bytes (0, 1, 2 …) for these recipients. */
export const sealed = async (sizes, recipients) =>
  Promise.all(sizes.map(async (size) => base64(await sealTo(recipients, bytes(size)))));

export const bytes = (size) => Uint8Array.from({ length: size }, (_, index) => index % 251);

export const recipients = (all) => all.map(isRecipient);

/** A File as the questions have it. */
const file = ({ name, type, size }) => new File([bytes(size)], name, { type });

export async function report(doors, told, code) {
  const mailbox = await mailboxOf(doors.site, code ?? undefined);
  const attached = (told.attached ?? []).map(file);
  const result = await outcome(() => buildReport(doors, mailbox, { ...told, attached }));
  if (result.refused) return result;
  const uploads = await Promise.all(
    result.uploads.map(async ({ sha256, size, sealed: blob }) => ({ sha256, size, data: await encoded(blob) })),
  );
  return { payload: result.payload, uploads, code: mailbox.code, sheet: (await sheetOf(doors, told.desk)).teamNumber };
}

const encoded = async (blob) => base64(new Uint8Array(await blob.arrayBuffer()));

/** Opens a mailbox; `reply`, if given, is written into it. */
export async function mailbox(site, code, data, reply) {
  const box = await mailboxOf(site, code);
  const result = await outcome(() => openMailbox(box, data));
  if (result.refused) return result;
  const { channel, entries, readers } = result;
  const written = reply && (await outcome(() => write(channel, reply)));
  return { entries, readers, problem: channel.problem, written: written?.entry ?? written };
}

/** Opens a channel as a member. */
export async function channel(identityFile, data, options, change = null) {
  const self = await memberOf(identityFile, 1);
  const there = await openChannel(data, { ...options, self });
  const entries = await openEntries(there, data.entries);
  const result = { entries, problem: there.problem, pin: there.chain.length ? pinOf(there) : null };
  if (change?.grant) result.changed = await outcome(() => grant(there, change.grant));
  if (change?.without) result.changed = await outcome(() => rotate(there, change.without));
  if (change?.note) result.written = await outcome(() => sealEntry(there, change.note));
  return result;
}

export async function title(identityFile, site, row) {
  return outcome(async () => openTitle(await memberOf(identityFile, 1), site, row));
}

export async function attachment(identityFile, data, options, uuid, name, file) {
  const self = await memberOf(identityFile, 1);
  const there = await openChannel(data, { ...options, self });
  const entry = (await openEntries(there, data.entries)).find((one) => one.uuid === uuid);
  const named = entry.files.find((one) => one.name === name);
  return outcome(async () => sha256hex(await openFile(there, entry.version, named, unbase64(file))));
}

export async function vault(whose) {
  const passphrase = await newPassphrase("es");
  const made = await newMember(whose, passphrase, 2);
  const [byWords, byKey] = made.payload.wraps.map(({ age_file }) => age_file);
  const seal = base64(bytes(32));
  const kept = await keepFor(made.file, seal);
  const self = await memberOf(made.file, 2);
  const book = emptyBook(self);
  await pinCard(book, self.card);
  const notebook = await sealNotebook(self, book);
  return {
    passphrase,
    ...made,
    unlocked: (await unlock(whose, passphrase.toUpperCase().replaceAll(" ", "-"), byWords)) === made.file,
    wrong: await outcome(() => unlock(whose, "not these words", byWords)),
    otherName: await outcome(() => unlock({ ...whose, username: "another" }, passphrase, byWords)),
    recovered: (await recover(recoveryGroups(made.recoveryKey).join(" ").toLowerCase(), byKey)) === made.file,
    slip: await outcome(() => recover(made.recoveryKey.slice(0, -1), byKey)),
    otherKey: await outcome(async () => recover(await newIdentity(), byKey)),
    takenUp: (await takeUp(kept, seal)) === made.file,
    locked: await outcome(() => takeUp(kept, base64(new Uint8Array(32)))),
    secretIsShut: self.age instanceof CryptoKey && !self.age.extractable,
    card: self.card,
    notebook,
    pinned: (await openNotebook(self, notebook)).cards,
    known: await knownAs(book, self.card),
    changed: await knownAs(book, { ...self.card, version: 3, recipient: await recipientOf(await newIdentity()) }),
  };
}

export async function foreignNotebook(identityFile, age_file) {
  return outcome(async () => openNotebook(await memberOf(identityFile, 1), age_file));
}

export async function news(identityFile, site, desk, notes, pinnedAt) {
  const book = emptyBook(await memberOf(identityFile, 1));
  const sheets = await verifySheets(notes, { site, desk });
  if (typeof pinnedAt === "number") book.sheets[desk] = { seq: 0, hash: sheets[pinnedAt].hash };
  if (pinnedAt === "lost") book.sheets[desk] = { seq: 1, hash: "0".repeat(64) };
  const { status, changes } = sheetNews(book, sheets);
  const names = (cards) => cards.map(({ name }) => name.split("/").at(-1));
  return { status, changes: changes.map(({ seq, came, left }) => ({ seq, came: names(came), left: names(left) })) };
}

export async function invite(identityFile, data, options, told) {
  const self = await memberOf(identityFile, 1);
  return outcome(async () => buildInvitation(await openChannel(data, { ...options, self }), told));
}

export async function writtenDown(identityFile, doors, told) {
  return outcome(async () => buildWrittenDown(doors, await memberOf(identityFile, 1), told));
}

export async function guest(site, code, data) {
  const invitation = await invitationOf(site, code);
  const result = await outcome(() => openLetter(invitation, data, site));
  if (result.refused) return result;
  const box = await mailboxOf(site);
  const { payload } = await buildGuest(result, invitation, box);
  return { message: result.letter.message, payload, code: box.code };
}

export const proof = (challenge, signal) => outcome(() => solve(challenge, signal));

export const unsolved = (challenge) => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  return proof(challenge, stop.signal);
};

export const newCodes = () => Array.from({ length: 200 }, newCode).map((code) => [code, isCode(code), readCode(groups(code).join(".- "))]);

export const passphrases = async () => Promise.all(["en", "es"].map(newPassphrase));

/** How long the browser takes, in milliseconds, for the figures. */
export async function titlesTimed(identityFile, site, rows) {
  const self = await memberOf(identityFile, 1);
  const start = performance.now();
  const titles = await Promise.all(rows.map((row) => openTitle(self, site, row)));
  return { took: performance.now() - start, titles: new Set(titles).size };
}

export async function reportTimed(doors, told) {
  const mailbox = await mailboxOf(doors.site);
  const start = performance.now();
  await buildReport(doors, mailbox, told);
  return performance.now() - start;
}

export async function bigFile(size, identity) {
  const { sealed: blob, sha256 } = await sealFile(await recipientOf(identity), new Blob([bytes(size)]));
  const plain = await open(identity, new Uint8Array(await blob.arrayBuffer()));
  return { sha256, plain: await sha256hex(plain), expected: await sha256hex(bytes(size)), words: utf8("x").length };
}
