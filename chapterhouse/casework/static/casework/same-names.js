// @ts-check
// Whether two lists of people involved name the same person. Whoever wrote a list may have written anything.

/** Somebody on a list. @typedef {{ name: string, parts: string[] }} Named */
/** @typedef {{ code: string, desk: string, people: Named[] }} Case */
/** Somebody who is named in more than one case. `in` are the cases, each with the names that it gives them.
 * @template {Case} T @typedef {{ name: string, in: { row: T, names: string[] }[] }} Twice */

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
  /** @type {{ desk: string, keys: Set<string>, in: Map<T, string[]> }[]} */
  let found = [];
  for (const row of cases) for (const { name, parts } of row.people) {
    const keys = keysOf(name);
    if (!keys.length || (parts.length && parts.every((part) => NOT_REPORTED.includes(part)))) continue;
    const same = found.filter((one) => one.desk === row.desk && keys.some((key) => one.keys.has(key)));
    const one = { desk: row.desk, keys: new Set([...keys, ...same.flatMap((each) => [...each.keys])]), in: new Map(same.flatMap((each) => [...each.in])) };
    for (const each of same) for (const [of, names] of each.in) one.in.set(of, [...new Set([...(one.in.get(of) ?? []), ...names])]);
    one.in.set(row, [...new Set([...(one.in.get(row) ?? []), name])]);
    found = [...found.filter((each) => !same.includes(each)), one];
  }
  const twice = found.filter((one) => one.in.size > 1).map((one) => ({ name: [...one.in.values()][0]?.[0] ?? "", in: [...one.in].map(([row, names]) => ({ row, names })) }));
  return twice.sort((one, other) => one.name.localeCompare(other.name));
}
