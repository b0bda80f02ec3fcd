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
  one("[data-wait-until=begin]").hidden = !wait.until;
  for (const until of ["me", "match"]) one(`[data-wait-until=${until}]`).hidden = !wait.offered || until === wait.until;
}

for (const button of all("[data-wait-until]")) button.addEventListener("click", () =>
  void talk.act.change("[data-wait-answer]", "wait/", phrase("wait-saved"), { until: button.dataset.waitUntil }));
for (const button of all("[data-link-answer]")) {
  button.addEventListener("click", async () => {
    await talk.act.change("[data-links-answer]", "links/", phrase("links-said"), { yes: button.dataset.linkAnswer === "yes" });
    one("[data-links-answer]").focus();
  });
}
