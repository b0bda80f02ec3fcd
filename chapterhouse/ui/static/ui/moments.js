// @ts-check
// Moments in a zone by name: how they read there, and which moment somebody means who writes a local time.

const DAY = 24 * 60 * 60 * 1000;
/** @type {Record<string, string>} */
const LOCALES = { en: "en-GB", es: "es" };

/** @param {string} zone @param {string | number} at @param {string} language @param {Intl.DateTimeFormatOptions} parts */
const said = (zone, at, language, parts) =>
  new Intl.DateTimeFormat(LOCALES[language] ?? "en-GB", { timeZone: zone, ...parts }).format(new Date(at));

/** `Tuesday 24 November`. @param {string} zone @param {string} at @param {string} language */
export const dayIn = (zone, at, language) =>
  said(zone, at, language, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");

/** `6 pm (PST)`, `18:00 (PST)`: with the zone, as the reader may be elsewhere.
 * @param {string} zone @param {string} at @param {string} language */
export function hourIn(zone, at, language) {
  const hour = said(zone, at, language, { hour: "numeric", minute: "2-digit", hour12: language === "en" });
  return `${hour.replace(/:00(?=\s?[ap])/, "")} (${zoneAt(zone, Date.parse(at), "short")})`;
}

/** The day of the month and the month in short, as on a calendar leaf. @param {string} zone @param {string} at @param {string} language */
export const leafIn = (zone, at, language) => ({
  day: said(zone, at, language, { day: "numeric" }),
  month: said(zone, at, language, { month: "short" }).slice(0, 3),
});

/** @param {string} zone @param {string} at @param {string} language */
export const momentIn = (zone, at, language) => `${dayIn(zone, at, language)}, ${hourIn(zone, at, language)}`;

/** @param {string} zone @param {number} at @param {"short" | "longOffset"} how `PST`; `GMT-08:00` */
function zoneAt(zone, at, how) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: how }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** @param {string} zone @param {number} at @returns {string} `-08:00` */
const offsetAt = (zone, at) => zoneAt(zone, at, "longOffset").slice(3) || "+00:00";

/**
 * The moment of a local time. Where clocks are set back and it comes twice, the first is meant.
 * @param {string} zone @param {string} local `2026-11-24T18:00`
 * @returns {string | null} with its offset; null where clocks are set forward and no clock ever shows it
 */
export function instantIn(zone, local) {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  const meant = [wall - DAY, wall + DAY].map((near) => `${local}:00${offsetAt(zone, near)}`);
  return meant.find((text) => text.endsWith(offsetAt(zone, Date.parse(text)))) ?? null;
}
