/* Which nodes of one list are which of another: the longest way through both in which equal nodes, nodes with the same id
   and nodes of the same kind meet, in this order of worth. */
const STEPS = 250000;

const isElement = node => node.nodeType === Node.ELEMENT_NODE;
const isStyle = node => isElement(node) && node.localName === "link" && node.relList.contains("stylesheet");
const fileOf = link => (link.getAttribute("href") || "").split("?")[0];

/* The same for nodes that are equal. */
const print = node => isElement(node) ? node.outerHTML : node.nodeType + (node.data || "");

function worth(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return 0;
  if (!isElement(a)) return 1;
  if (isStyle(a) || isStyle(b)) return isStyle(a) && isStyle(b) && fileOf(a) === fileOf(b) ? 4 : 0;
  if (a.id || b.id) return a.id === b.id ? 4 : 0;
  return a.className === b.className ? 2 : 1;
}

/* Pairs of positions, in order. */
function align(olds, news) {
  const pairs = [];
  const before = olds.map(print), after = news.map(print);
  let start = 0, end = 0;
  while (start < olds.length && start < news.length && before[start] === after[start]) pairs.push([start, start++]);
  const tail = [];
  while (end < olds.length - start && end < news.length - start && before[olds.length - 1 - end] === after[news.length - 1 - end]) {
    end++;
    tail.unshift([olds.length - end, news.length - end]);
  }
  const rows = olds.length - start - end, columns = news.length - start - end;
  const value = (i, j) => before[start + i] === after[start + j] ? 8 : worth(olds[start + i], news[start + j]);
  if (rows * columns > STEPS) {
    /* too many for every comparison: as they come, by id and equality */
    const places = new Map();
    for (let j = columns - 1; j >= 0; j--) { places.set(after[start + j], j); if (news[start + j].id) places.set("#" + news[start + j].id, j); }
    let from = 0;
    for (let i = 0; i < rows; i++) {
      const j = places.get(before[start + i]) ?? places.get("#" + olds[start + i].id) ?? from;
      if (j >= from && j < columns && value(i, j)) { pairs.push([start + i, start + j]); from = j + 1; }
    }
  } else if (rows && columns) {
    const best = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    for (let i = rows - 1; i >= 0; i--) for (let j = columns - 1; j >= 0; j--) {
      const met = value(i, j);
      best[i][j] = Math.max(best[i + 1][j], best[i][j + 1], met ? met + best[i + 1][j + 1] : 0);
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
      const met = value(i, j);
      if (met && best[i][j] === met + best[i + 1][j + 1]) pairs.push([start + i++, start + j++]);
      else if (best[i][j] === best[i + 1][j]) i++;
      else j++;
    }
  }
  return pairs.concat(tail);
}

