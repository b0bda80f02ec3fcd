// @ts-check
// The titles of a list of cases, opened all at once.

import { openTitle } from "../sealing/channel.js";
import { given, one, say, whenOpen } from "./desk.js";

/** @type {{ site: string, titles: import("../sealing/channel.js").TitleData[] }} */
const data = given("case-data");

whenOpen(async ({ self }) => {
  const texts = await Promise.all(data.titles.map((title) => openTitle(self, data.site, title).catch(() => say("damaged"))));
  texts.forEach((text, index) => {
    const place = one(`[data-title="${data.titles[index]?.entry}"]`);
    if (place) place.textContent = text;
  });
});
document.addEventListener("vault:locked", () => location.reload());
