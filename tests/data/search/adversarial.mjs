// Two hundred pages written to fool a search: those of adversarial.txt, and for each phrase of the seeds below six
// pages that have its syllables but are not what somebody who types it wants. The same bytes on every run.
import { readFileSync } from "node:fs";

const PAGES = 200;
const lines = name => readFileSync(new URL(name, import.meta.url), "utf8").split("\n");
const FILLERS = lines("fillers.txt").filter(Boolean);

/** Words of the seeds that a reader may type. */
const PHRASES = [
  "thông tin đối ngoại",
  "hội nghị trực tuyến toàn quốc",
  "đấu tranh phản bác",
  "Nguyễn Trọng Nghĩa",
  "Ban Tuyên giáo Trung ương",
  "nhân lực, vật lực và tài lực",
  "ngành công nghiệp văn hóa",
  "cơ chế phát ngôn",
  "lực lượng phản ứng nhanh trên không gian mạng",
  "tiếng Bồ Đào Nha",
  "kinh tế xanh, kinh tế bao trùm",
  "dự thảo Đề cương chương trình hành động",
  "kiện toàn, bổ sung nhân sự",
  "Vụ Hợp tác quốc tế",
];

/** Sentences to put around what matters: the next two of the list, from a place that depends on the page. */
function filler(start) {
  let next = (start * 17) % FILLERS.length;
  const sentence = () => FILLERS[next++ % FILLERS.length];
  return { sentence, passage: () => `${sentence()} ${sentence()}` };
}

const TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];

/** The syllable with the next tone: of those that the spelling allows. */
function otherTone(syllable) {
  const letters = syllable.normalize("NFD");
  const stopped = /(c|ch|p|t)$/i.test(letters);
  const at = [...letters].findIndex(mark => mark && TONES.indexOf(mark) > 0);
  if (at >= 0) {
    const tone = TONES.indexOf([...letters][at]);
    const next = stopped ? (tone === 2 ? 5 : 2) : (tone + 1) % TONES.length;
    return [...letters].map((mark, i) => (i === at ? TONES[next] : mark)).join("").normalize("NFC");
  }
  // Behind the vowel that has a mark of its own, or the first.
  return letters.replace(/[aeiouy][\u0302\u0306\u031b]|[aeiouy](?![a-z]*[aeiouy][\u0302\u0306\u031b])/i, `$&${TONES[1]}`).normalize("NFC");
}

const syllables = phrase => phrase.replaceAll(",", "").split(" ");
const capital = text => text[0].toUpperCase() + text.slice(1);

/** One family a function: the title and the passages made of a phrase. */
const FAMILIES = {
  scattered: (phrase, i, { sentence }) => ({
    title: `Mẩu ghi chép số ${i + 1}`,
    passages: syllables(phrase).map(word => `${sentence().replace(/\.$/, "")}, cạnh chữ ${word}. ${sentence()}`),
  }),
  reversed: (phrase, i, { passage }) => ({
    title: `Tập đọc ngược, tờ ${i + 1}`,
    passages: [passage(), `Đọc từ cuối lên đầu: ${syllables(phrase).reverse().join(" ")}.`, passage()],
  }),
  halved: (phrase, i, { passage }) => {
    const words = syllables(phrase);
    const middle = Math.ceil(words.length / 2);
    return {
      title: `Hai tấm bảng, bộ ${i + 1}`,
      passages: [`Bảng bên trái ghi: ${words.slice(0, middle).join(" ")}.`, passage(), passage(), `Bảng bên phải ghi: ${words.slice(middle).join(" ")}.`],
    };
  },
  toned: (phrase, i, { passage }) => ({
    title: `Bài sửa dấu, tờ ${i + 1}`,
    passages: [passage(), `Dòng chép sai dấu, để nguyên cho học trò sửa: ${syllables(phrase).map(otherTone).join(" ")}.`, passage()],
  }),
  stuffed: (phrase, i, { passage }) => ({
    title: `Tờ chép phạt số ${i + 1}`,
    passages: [passage(), `${capital(phrase)}. `.repeat(30).trim(), passage(), `${capital(phrase)}. `.repeat(10).trim(), passage(), passage()],
  }),
  titled: (phrase, i, { passage }) => ({ title: `${capital(phrase)}: tờ bìa ${i + 1}`, passages: [passage(), passage(), passage()] }),
};

/** The pages of adversarial.txt: `== ID | title`, then a passage a line; lines with @ are instructions. */
function written() {
  const pages = [];
  for (const line of lines("adversarial.txt")) {
    if (!line || line.startsWith("#")) continue;
    const page = pages.at(-1);
    const [, instruction, count, text] = line.match(/^@(\w+) ?(\d+)? ?(.*)$/) ?? [];
    if (line.startsWith("== ")) {
      const [id, title] = line.slice(3).split(" | ");
      pages.push({ id, title, passages: [], shape: text => text, words: filler(pages.length) });
    } else if (instruction === "fill") {
      for (let i = 0; i < count; i++) page.passages.push(page.words.passage());
    } else if (instruction === "stuff") {
      page.passages.push(`${text} `.repeat(count).trim());
    } else if (instruction === "nfd") {
      page.shape = text => text.normalize("NFD");
    } else if (instruction === "upper") {
      page.shape = text => text.toUpperCase();
    } else {
      page.passages.push(line);
    }
  }
  return pages.map(({ id, title, passages, shape }) => ({ id, title: shape(title), passages: passages.map(shape) }));
}

function made() {
  return Object.entries(FAMILIES).flatMap(([family, make], f) =>
    PHRASES.map((phrase, i) => ({ id: `${family}-${i + 1}`, ...make(phrase, i, filler(f * PHRASES.length + i + 3)) })),
  );
}

/** The pages: `{ id, siglum, title, published, passages }`; `published` (a date) only of every third. */
export function adversarial() {
  return [...written(), ...made()].slice(0, PAGES).map((page, i) => ({
    siglum: `D${i + 1}`,
    published: i % 3 ? undefined : `201${5 + (i % 4)}-0${1 + (i % 9)}-1${i % 10}`,
    ...page,
  }));
}
