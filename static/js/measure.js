// The length that limits are stated in, counted as the server does (common/text.py): a grapheme is 1, a full-width one 3.
const WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const WIDE_UNITS = 3;
const UNSEEN = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}]/gu;
const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

// What the server keeps of a text: one kind of line end, no control characters, composed letters.
export function clean(text) {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : ""))
    .normalize("NFC");
}

export function units(text) {
  let sum = 0;
  for (const { segment } of segmenter.segment(clean(text))) sum += WIDE.test(segment) ? WIDE_UNITS : 1;
  return sum;
}
