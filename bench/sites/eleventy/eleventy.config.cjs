// The lists of fifty, as Hugo and khue make them, are cut here: Eleventy turns pages for one list in a template only.
const LENGTH = 50;

const bare = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const slug = text => bare(text).replace(/[^a-z0-9]+/g, "-");
const iso = date => date.toISOString().slice(0, 10);

function pagesOf(title, folder, articles) {
  const pages = [];
  for (let from = 0; from === 0 || from < articles.length; from += LENGTH) {
    pages.push({ title, articles: articles.slice(from, from + LENGTH) });
  }
  const path = index => (index ? `${folder}page/${index + 1}/` : folder);
  return pages.map((page, index) => ({
    ...page,
    number: index + 1,
    total: pages.length,
    path: path(index),
    before: index ? path(index - 1) : null,
    after: index + 1 < pages.length ? path(index + 1) : null,
  }));
}

module.exports = eleventy => {
  eleventy.setQuietMode(true);
  eleventy.addPassthroughCopy("style.css");
  eleventy.amendLibrary("md", markdown => markdown.use(require("markdown-it-footnote")));
  eleventy.addFilter("slug", slug);
  eleventy.addFilter("iso", iso);
  eleventy.addFilter("day", date => iso(date).split("-").reverse().join("/"));
  eleventy.addFilter("first", (list, count) => list.slice(0, count));

  // Made once for each build, though three collections stand on it.
  let newest, topics;
  eleventy.on("eleventy.before", () => { newest = topics = undefined; });
  const articles = api => (newest ??= api.getFilteredByGlob("content/articles/*.md").sort((a, b) => b.date - a.date));
  const byTopic = api => {
    if (!topics) {
      topics = new Map();
      for (const article of articles(api)) {
        for (const topic of article.data.topics) {
          if (!topics.has(topic)) topics.set(topic, []);
          topics.get(topic).push(article);
        }
      }
      topics = [...topics].sort(([a], [b]) => (a < b ? -1 : 1));
    }
    return topics;
  };
  eleventy.addCollection("newest", articles);
  eleventy.addCollection("byTopic", byTopic);
  eleventy.addCollection("lists", api => [
    ...pagesOf("Cổng đo tốc độ", "/", articles(api)),
    ...byTopic(api).flatMap(([topic, list]) => pagesOf(topic, `/topics/${slug(topic)}/`, list)),
  ]);
  return { dir: { input: "content", includes: "../_includes", data: "../_data" }, markdownTemplateEngine: false };
};
