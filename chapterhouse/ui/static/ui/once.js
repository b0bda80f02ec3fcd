// @ts-check
/**
 * A double press sends once. While something is under way its button says so in words.
 */

/** Buttons that are at work. @type {WeakSet<Element>} */
const working = new WeakSet();

/**
 * Does some work for a button, unless it is at it already.
 *
 * @template T
 * @param {HTMLElement} button says `data-working`, if it has it, until the work has ended, well or badly
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>} what the work gave; undefined when the press was one too many
 */
export async function once(button, work) {
  if (working.has(button)) return undefined;
  const rest = atWork(button);
  try {
    return await work();
  } finally {
    rest();
  }
}

/** Marks a button as working. The button stays in place and keeps the focus.
 * @param {HTMLElement} button
 * @returns {() => void} makes it as it was */
function atWork(button) {
  const before = [...button.childNodes];
  working.add(button);
  button.setAttribute("aria-disabled", "true");
  if (button.dataset.working) button.replaceChildren(button.dataset.working);
  return () => {
    working.delete(button);
    button.removeAttribute("aria-disabled");
    button.replaceChildren(...before);
  };
}

/** What makes the buttons of sent forms as they were. @type {(() => void)[]} */
const sent = [];

document.addEventListener("submit", (event) => {
  const button = /** @type {HTMLElement | null} */ (event.submitter);
  if (!button || event.defaultPrevented) return;
  if (working.has(button)) event.preventDefault();
  else sent.push(atWork(button));
});

// Back from the browser's memory: the form may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const rest of sent.splice(0)) rest();
});
