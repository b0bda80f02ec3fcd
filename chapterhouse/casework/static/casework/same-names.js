// @ts-check
// Whether two lists of people involved name the same person. Whoever wrote a list may have written anything.

/** Somebody on a list. @typedef {{ name: string, parts: string[] }} Named */
/** @typedef {{ code: string, desk: string, people: Named[] }} Case */
/** Somebody who is named in more than one case. `in` are the cases, each with the names that it gives them.
 * @template {Case} T @typedef {{ name: string, in: { row: T, names: string[] }[] }} Twice */

/** What is read of one list: whoever writes a longer one hides nobody on another's, and keeps no reader waiting. */
const [PEOPLE, LETTERS, NAMES] = [200, 300, 3];
/** Parts of those whom nobody reports. */
const NOT_REPORTED = ["experienced", "witnessed"];

/** What a name is found by. A handle or an address counts as it is given; of a name neither capitals, accents,
 * spaces nor the order of its words. A single letter finds nobody.
 * @param {string} name @returns {string[]} */
export function keysOf(name) {
  const words = name.trim().split(/\s+/u);
  const given = words.filter((word) => word.includes("@")).map((word) => word.replace(/^[(<]+|[)>,;.]+$/gu, ""));
  const plain = words.filter((word) => !word.includes("@")).join(" ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rest = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean).sort().join(" ");
  return [...given.filter((word) => word.length > 2), ...(rest.length > 1 ? [rest] : [])];
}

/**
 * @template {Case} T @param {T[]} cases
 * @returns {Twice<T>[]} who seems to be reported in two or more cases of one desk, by name
 */
export function namedTwice(cases) {
  /** @typedef {{ keys: string[], in: Map<T, Set<string>> }} Somebody */
  /** @type {Map<string, Somebody>} */
  const known = new Map();
  /** @param {Somebody} one @param {string[]} keys @param {T} row @param {Iterable<string>} names */
  const add = (one, keys, row, names) => {
    for (const key of keys) known.set(key, one);
    one.keys.push(...keys);
    one.in.set(row, new Set([...(one.in.get(row) ?? []), ...names].slice(0, NAMES)));
  };
  for (const row of cases) for (const { name, parts } of row.people.slice(0, PEOPLE)) {
    const keys = keysOf(name.slice(0, LETTERS)).map((key) => `${row.desk} ${key}`);
    if (!keys.length || (parts.length && parts.every((part) => NOT_REPORTED.includes(part)))) continue;
    const [one = { keys: [], in: new Map() }, ...others] = new Set(keys.flatMap((key) => known.get(key) ?? []));
    for (const other of others) for (const [of, names] of other.in) add(one, other.keys, of, names);
    add(one, keys.filter((key) => known.get(key) !== one), row, [name.slice(0, LETTERS)]);
  }
  const twice = [...new Set(known.values())].filter((one) => one.in.size > 1).map((one) =>
    cases.filter((row) => one.in.has(row)).map((row) => ({ row, names: [...(one.in.get(row) ?? [])] })));
  const named = twice.map((rows) => ({ name: rows[0]?.names[0] ?? "", in: rows }));
  return named.sort((one, other) => one.name.localeCompare(other.name));
}
