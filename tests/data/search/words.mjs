// How the sets compare words: on their own, so that they judge the search by other code than its own.

/** Runs of letters and digits; `đ` may be written as Eth. */
export const tokens = text => text.normalize("NFC").replace(/[ðÐ]/g, "đ").match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];


/** Lower case, NFC, the tone of final oa, oe, uy upon the first vowel: *hoà* as *hòa*. */
export const exact = word =>
  word
    .normalize("NFD")
    .toLowerCase()
    .replace(/^(.*?)(o|u)([ae]|y)([\u0300\u0301\u0309\u0303\u0323])$/u, (all, before, first, second, mark) =>
      (first === "o" && second !== "y") || (first === "u" && second === "y" && !before.endsWith("q")) ? `${before}${first}${mark}${second}` : all)
    .normalize("NFC");

/** Without marks, and `d` for `đ`. */
export const fold = word => word.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
