// How the scheduler of the self-test (themes/khue/scripts/fsrs.js) compares with ts-fsrs, the reference implementation: prints, as JSON, the
// memory after each of the histories that stand on standard input ([[grade, days], …] each), as both have it.
"use strict";
const { readFileSync } = require("node:fs");
const vm = require("node:vm");
const { FSRSAlgorithm } = require("ts-fsrs");

const source = readFileSync(`${__dirname}/../../themes/khue/scripts/fsrs.js`, "utf8");
const own = vm.runInNewContext(`${source}; ({ weights: fsrsWeights, review: fsrsReview, days: fsrsDays })`);
const reference = new FSRSAlgorithm({ enable_fuzz: false });
if (JSON.stringify(own.weights) !== JSON.stringify([...reference.parameters.w])) throw new Error("other weights");

const histories = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(histories.map(history => {
  let memory, state = null;
  return history.map(([grade, days]) => {
    memory = own.review(memory, grade, days);
    state = reference.next_state(state, days, grade);
    return {
      own: [memory.s, memory.d, own.days(memory, grade)],
      reference: [state.stability, state.difficulty, grade === 1 ? 0 : reference.next_interval(state.stability, days)],
    };
  });
})));
