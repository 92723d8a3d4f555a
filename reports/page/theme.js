/** The theme: light, dark, or that of the system. */
import { el } from './dom.js';

const KEY = 'astrolabe-conformance-theme';

export function themeSelect() {
  const options = ['system', 'light', 'dark'].map((value) => el('option', { value }, value));
  const select = el('select', { id: 'theme', change: () => choose(select.value) }, options);
  select.value = remembered();
  choose(select.value);
  return el('label', {}, el('span', {}, 'Theme'), select);
}

function choose(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'light' || theme === 'dark' ? theme : 'system';
  } catch {
    return 'system';
  }
}
