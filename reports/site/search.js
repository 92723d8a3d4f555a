/** Search within the site: the entries are already in the page, so nothing is fetched. */
import MiniSearch from 'minisearch';

const entries = globalThis.searchEntries;
const index = new MiniSearch({
  fields: ['title', 'text'],
  storeFields: ['title', 'page'],
  searchOptions: { prefix: true, fuzzy: 0.15, boost: { title: 4 }, combineWith: 'AND' },
});
index.addAll(entries);

const box = document.getElementById('q');
const hits = document.getElementById('hits');

function show() {
  const found = box.value.trim() === '' ? [] : index.search(box.value).slice(0, 12);
  hits.replaceChildren(...found.map(item));
  if (found.length === 0 && box.value.trim() !== '') hits.append(listItem('No results.'));
}

function item({ id, title, page }) {
  const link = document.createElement('a');
  link.href = id;
  link.textContent = title;
  const entry = listItem(` ${page}`);
  entry.prepend(link);
  return entry;
}

function listItem(text) {
  const entry = document.createElement('li');
  entry.textContent = text;
  return entry;
}

box.addEventListener('input', show);
hits.addEventListener('click', () => {
  hits.replaceChildren();
  box.value = '';
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') hits.replaceChildren();
  if (event.key !== '/' || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  box.focus();
});
