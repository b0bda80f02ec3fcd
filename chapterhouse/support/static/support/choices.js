// @ts-check
/** What somebody chooses for their own report: that nothing is done until they say so; that others may be worked on with it. */

import { all, one, phrase, tell } from "./page.js";

/** @typedef {import("./page.js").Words} Words */
/** `until`: empty while nothing waits. @typedef {{ offered: boolean, until: "" | "me" | "match", since: Words | null, matched: boolean }} Wait */

/** The conversation as it is now. @type {import("./conversation.js").Talk} */
let talk;

/** @param {import("./conversation.js").Talk} now */
export function showChoices(now) {
  talk = now;
  const { wait, stopped, asked_of_links: asked } = talk.view;
  one("[data-links]").hidden = !asked;
  one("[data-wait]").hidden = !wait || stopped;
  if (!wait) return;
  tell("[data-wait-state]", phrase(`wait-${wait.until}`, { day: wait.since ?? "" }));
  for (const button of all("[data-wait-until]")) {
    const { waitUntil = "" } = button.dataset;
    button.hidden = waitUntil === "begin" ? !wait.until : !wait.offered || waitUntil === wait.until;
  }
}

for (const button of all("[data-wait-until]")) {
  button.addEventListener("click", () => void talk.act.change("[data-wait-answer]", "wait/", phrase("wait-saved"), { until: button.dataset.waitUntil }));
}
for (const button of all("[data-link-answer]")) {
  button.addEventListener("click", async () => {
    await talk.act.change("[data-links-answer]", "links/", phrase("links-said"), { yes: button.dataset.linkAnswer === "yes" });
    one("[data-links-answer]").focus();
  });
}
