// @ts-check
/** A calendar file that says nothing (RFC 5545): a neutral title, a time in UTC, a place only if somebody wants it. */

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** @param {string} at @returns {string} in UTC, as calendars write it */
const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");

/** @param {string} line @returns {string} in rows of at most 75 bytes, no letter cut in two */
function folded(line) {
  const rows = [""];
  for (const letter of line) {
    const longer = `${rows.at(-1)}${letter}`;
    if (new TextEncoder().encode(longer).length > 75) rows.push(` ${letter}`);
    else rows[rows.length - 1] = longer;
  }
  return rows.join("\r\n");
}

/**
 * @param {{ starts: string, title: string, place?: string, now: string }} event one hour long; `now` is when the file is made
 * @returns {string}
 */
export function calendarFile({ starts, title, place = "", now }) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", "BEGIN:VEVENT", `UID:${crypto.randomUUID()}`,
    `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(starts)}`, "DURATION:PT1H", `SUMMARY:${escaped(title)}`,
    ...(place ? [`LOCATION:${escaped(place)}`] : []), "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
