/** What the page shows is in its address, so that a link, a reload and the back button keep it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';

const search = signal(new URLSearchParams(location.search));
addEventListener('popstate', () => {
  search.value = new URLSearchParams(location.search);
});

/** A member of the query; an empty text if it is absent. */
export function parameter(name: string): ReadonlySignal<string> {
  return computed(() => search.value.get(name) ?? '');
}

/**
 * Changes members of the query; an empty text removes one.
 *
 * @param how `push` where a person would expect the back button to undo it
 */
export function show(changes: Readonly<Record<string, string>>, how: 'push' | 'replace' = 'push'): void {
  const next = hrefOf(changes);
  if (next === location.pathname + location.search) return;
  if (how === 'push') history.pushState(null, '', next);
  else history.replaceState(null, '', next);
  search.value = new URLSearchParams(location.search);
}

/** The address of the page with changes, for links. */
export function hrefOf(changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(search.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? location.pathname : `${location.pathname}?${text}`;
}

export const world = parameter('world');

/** Members of the query that belong to one page only, as changes that remove them. */
export const OF_A_PAGE = {
  open: '',
  in: '',
  by: '',
  rule: '',
  text: '',
  type: '',
  result: '',
  connector: '',
} as const;
