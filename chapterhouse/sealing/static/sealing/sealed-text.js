// @ts-check
/**
 * <sealed-text>: something that only some people can open, always in one of four states, each in words (ui design,
 * section 6.4). The page's module opens it; this element shows what came of it.
 */

const SLOW = 500;

export class SealedText extends HTMLElement {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slow;

  /** @param {string} state */
  #show(state) {
    clearTimeout(this.#slow);
    this.dataset.state = state;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"))) {
      part.hidden = part.dataset.when !== state;
    }
  }

  /** @param {string} selector @param {...(Node | string)} content */
  #put(selector, ...content) {
    this.querySelector(selector)?.replaceChildren(...content);
  }

  /** Closed again: the words leave the page. */
  lock() {
    this.#put(".sealed__text");
    this.#show("locked");
  }

  /** Says "Opening…" if it takes longer than half a second. */
  opening() {
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => this.#show("opening"), SLOW);
  }

  /** @param {(Node | string)[]} content strings are put in as text @param {string} readers who else can read it */
  open(content, readers) {
    this.#put(".sealed__text", ...content);
    this.#put("[data-readers]", readers);
    this.#show("open");
  }

  /** @param {string} why one sentence: why not, and what to do */
  cannot(why) {
    this.#put("[data-why]", why);
    this.#show("cannot");
  }
}

customElements.define("sealed-text", SealedText);

/** @param {ParentNode} [within] @returns {SealedText[]} */
export const sealedTexts = (within = document) =>
  [...within.querySelectorAll("sealed-text")].filter((one) => one instanceof SealedText);

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element) || !target.closest("[data-unlock]")) return;
  /** @type {HTMLElement | null} */ (document.querySelector("[data-unlock-form] [data-secret]"))?.focus();
});
