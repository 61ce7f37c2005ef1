// The count beside the words of somebody who would like to join.
import { startCounters } from "../compose/counters.js";

for (const form of document.querySelectorAll("form:has([data-measure])")) startCounters(form);
