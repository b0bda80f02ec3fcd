// @ts-check
// Today says whether the key is open in this browser, and locks it.

import { whenOpen } from "./desk.js";

void whenOpen(() => {});
