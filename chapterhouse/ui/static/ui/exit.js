// @ts-check
/**
 * Leave this page at once (ui design, 6.3). Without this module the exit is an ordinary link.
 *
 * Covers the page, empties it for screen readers and for the browser's memory, says "Loading", and replaces
 * this page with the one the link names. Three presses of Shift within five seconds do the same.
 */

const WITHIN = 5000;

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-exit]"));
const count = document.querySelector("[data-exit-count]");
const status = document.querySelector("[data-exit-status]");

/** The words of the page for one of this module's states; in a shell, in both languages.
 * @param {string} state
 * @returns {Node} */
function words(state) {
  const kept = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-exit-words="${state}"]`)
  );
  return kept ? kept.content.cloneNode(true) : document.createTextNode("");
}

/** Covers the page and goes. Nothing asks whether one is sure. */
export function leave() {
  const cover = document.createElement("div");
  cover.className = "exit-cover";
  cover.setAttribute("role", "alert");
  cover.append(words("loading"));
  document.body.replaceChildren(cover);
  document.title = cover.innerText;
  if (link) location.replace(link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

/** Moments of the presses that still count. @type {number[]} */
let presses = [];
let alone = false;
let forget = 0;

addEventListener("keydown", (event) => {
  // Shift held for a capital letter is not a press: some other key comes while it is down.
  if (event.key !== "Shift") alone = false;
  else if (!event.repeat) alone = true;
});

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone || !link) return;
  alone = false;
  presses = [...presses.filter((moment) => event.timeStamp - moment < WITHIN), event.timeStamp];
  if (presses.length >= 3) return leave();
  show(`${presses.length}/3`, String(3 - presses.length));
  clearTimeout(forget);
  forget = setTimeout(() => {
    presses = [];
    show("", "stay");
  }, WITHIN - (event.timeStamp - (presses[0] ?? event.timeStamp)));
});

/** Shows the presses on the button and announces them.
 * @param {string} onButton
 * @param {string} state */
function show(onButton, state) {
  if (count) count.textContent = onButton;
  status?.replaceChildren(words(state));
}

// Coming back from the browser's memory: what was opened is closed again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
