/** What is wrong with an example, and in which members. */
import { el } from './dom.js';

const MEMBERS_SHOWN = 4;

export function differenceBlock({ message, members }) {
  const rows = members.map(({ pointer, expected, actual }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, pointer === '' ? '(the value)' : el('code', {}, pointer)),
      el('td', {}, el('code', {}, expected)),
      el('td', {}, el('code', {}, actual)),
    ),
  );
  const hidden = rows.splice(MEMBERS_SHOWN);
  const head = ['Member', 'Expected', 'Got'].map((name) => el('th', { scope: 'col' }, name));
  return el(
    'div',
    { class: 'difference' },
    el('p', {}, message),
    rows.length === 0
      ? ''
      : el(
          'div',
          { class: 'wide', tabindex: '0' },
          el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, rows, moreRows(hidden))),
        ),
  );
}

function moreRows(hidden) {
  if (hidden.length === 0) return '';
  const show = () => button.closest('tr').replaceWith(...hidden);
  const button = el(
    'button',
    { type: 'button', class: 'copy', click: show },
    `${hidden.length} more members`,
  );
  return el('tr', {}, el('td', { colspan: '3' }, button));
}
