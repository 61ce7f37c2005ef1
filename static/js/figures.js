// Large numbers in few characters, as the server writes them.

/** 1290 as 1.2K, in the manner of the page's language (12900 is 1.2万). Cut, never rounded up. */
export function compact(number) {
  return new Intl.NumberFormat(document.documentElement.lang, {
    notation: "compact", maximumFractionDigits: 1, roundingMode: "trunc",
  }).format(number);
}
