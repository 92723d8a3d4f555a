/** The menu is open where there is room for it, and closed on a phone; a link in the list of headings closes that. */
export function fitMenus() {
  fit('.menu', '(max-width: 60rem)');
  fit('.toc', '(max-width: 84rem)');
  // The current page may be far down in the menu.
  const current = document.querySelector('.menu [aria-current]');
  const menu = document.querySelector('.menu');
  if (current !== null && menu.open) menu.scrollTop = current.offsetTop - menu.clientHeight / 2;
}

function fit(selector, query) {
  const details = document.querySelector(selector);
  const narrow = matchMedia(query);
  if (details === null) return;
  narrow.addEventListener('change', () => {
    details.open = !narrow.matches;
  });
  details.addEventListener('click', ({ target }) => {
    if (narrow.matches && target.closest('a') !== null) details.open = false;
  });
}
