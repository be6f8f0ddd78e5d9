/* When a question comes again: FSRS-6, after "The Algorithm" in the wiki of open-spaced-repetition/fsrs4anki (section FSRS-6), with
   the default parameters, a desired retention of 0.9 and no fuzz. The bounds of stability (0.001 to 36,500 days), the ceiling after a lapse
   (S / e^(w17 · w18)) and no loss for a same-day grade from Hard on are those of the reference implementation, ts-fsrs 5.4.

   A memory is { s, d }: stability, the days in which the probability of recall falls to 0.9; difficulty, 1 to 10.
   A grade is 1 Again, 2 Hard, 3 Good, 4 Easy. */
const fsrsWeights = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729,
  0.5425, 0.0912, 0.0658, 0.1542
];

/* The memory after a review graded `grade`, `days` (whole, from 0) after the last one; `memory` is undefined before the first. */
const fsrsReview = (memory, grade, days) => {
  const w = fsrsWeights, { exp, max, min } = Math;
  const clamp = (x, low, high) => min(max(x, low), high);
  const firstDifficulty = grade => w[4] - exp((grade - 1) * w[5]) + 1;
  if (!memory) return { s: w[grade - 1], d: clamp(firstDifficulty(grade), 1, 10) };
  const { s, d } = memory;
  const forgotten = 1 - (1 + (0.9 ** (-1 / w[20]) - 1) * days / s) ** -w[20];
  let next = s;
  if (!days) {
    const gain = s ** -w[19] * exp(w[17] * (grade - 3 + w[18]));
    next *= grade > 1 ? max(gain, 1) : gain;
  } else if (grade < 2) {
    next = min(w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * exp(forgotten * w[14]), s / exp(w[17] * w[18]));
  } else {
    next *= 1 + exp(w[8]) * (11 - d) * s ** -w[9] * (exp(forgotten * w[10]) - 1) * (grade < 3 ? w[15] : grade > 3 ? w[16] : 1);
  }
  /* Difficulty moves less the nearer it is to 10, and is drawn towards that of a first Easy. */
  const moved = d - w[6] * (grade - 3) * (10 - d) / 9;
  return { s: clamp(next, .001, 36500), d: clamp(w[7] * firstDifficulty(4) + (1 - w[7]) * moved, 1, 10) };
};

/* The days until the next review: what was forgotten comes again today, all else tomorrow at the earliest. At a desired retention of 0.9
   the interval is the stability. */
const fsrsDays = ({ s }, grade) => grade < 2 ? 0 : Math.max(1, Math.round(s));
