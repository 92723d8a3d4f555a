/** Search within the site: the entries are already in the page, so nothing is fetched. Works with the keyboard alone. */
import MiniSearch from 'minisearch';

const SHOWN = 14;

const index = new MiniSearch({
  fields: ['title', 'words', 'page', 'text'],
  storeFields: ['title', 'page', 'words'],
  searchOptions: {
    prefix: (term) => term.length > 2,
    fuzzy: (term) => (term.length > 4 ? 0.15 : false),
    boost: { words: 6, title: 4, page: 2 },
    combineWith: 'AND',
  },
});

const box = document.getElementById('search-box');
const found = document.getElementById('search-found');
const count = document.getElementById('search-count');
const hits = document.getElementById('search-hits');

function show() {
  const asked = box.value.trim();
  found.hidden = asked === '';
  if (asked === '') return hits.replaceChildren();
  const all = ranked(asked.toLowerCase(), matches(asked));
  const shown = all.slice(0, SHOWN);
  count.textContent = summary(all.length, shown.length);
  hits.replaceChildren(...byPage(shown).map(group));
}

/** A sentence has words that no page has: then most of its words are enough. */
function matches(asked) {
  const exact = index.search(asked);
  return exact.length > 0 ? exact : index.search(asked, { combineWith: 'OR' });
}

/** What has the whole phrase as words of the field is what the reader means; the order of the rest stays. */
function ranked(phrase, results) {
  const means = ({ words }) => words.split(', ').includes(phrase);
  return [...results.filter(means), ...results.filter((result) => !means(result))];
}

function summary(all, shown) {
  if (all === 0) return 'No results. Try a word of the field, such as upsert or 401, or the id of a clause.';
  const results = all === 1 ? '1 result' : `${all} results`;
  return all > shown ? `${results}, the best ${shown} are shown` : results;
}

/** The pages in the order of their best results. */
function byPage(results) {
  const pages = new Map();
  for (const result of results) pages.set(result.page, [...(pages.get(result.page) ?? []), result]);
  return [...pages];
}

function group([page, results], place) {
  const part = document.createElement('section');
  const name = document.createElement('p');
  name.id = `search-hits-${place}`;
  name.textContent = page;
  const list = document.createElement('ul');
  list.setAttribute('aria-labelledby', name.id);
  list.append(...results.map(item));
  part.append(name, list);
  return part;
}

function item({ id, title }) {
  const link = document.createElement('a');
  link.href = id;
  link.textContent = title;
  const entry = document.createElement('li');
  entry.append(link);
  return entry;
}

function close() {
  box.value = '';
  show();
}

/** Down and up move from the box through the results and back; Enter in the box opens the first. */
function move(event) {
  const links = [...hits.querySelectorAll('a')];
  const now = links.indexOf(document.activeElement);
  if (event.key === 'Enter' && now === -1) return links[0]?.click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || links.length === 0) return;
  event.preventDefault();
  const next = now + step;
  (next < 0 ? box : links[Math.min(next, links.length - 1)]).focus();
}

export function startSearch() {
  index.addAll(globalThis.searchEntries);
  box.addEventListener('input', show);
  box.addEventListener('keydown', move);
  hits.addEventListener('keydown', move);
  hits.addEventListener('click', ({ target }) => {
    if (target.closest('a') !== null) close();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!found.hidden && target.closest('search') === null) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !found.hidden) {
      close();
      box.focus();
      return;
    }
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
}
