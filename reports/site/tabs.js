/** The forms of a request as tabs; the choice of a reader holds for all requests. */
const KEY = 'astrolabe-form';
const groups = [];

export function showFormsAsTabs() {
  for (const [index, forms] of document.querySelectorAll('.forms').entries()) {
    const panels = [...forms.querySelectorAll('.form')];
    if (panels.length > 1) groups.push(tabbed(forms, panels, index));
  }
  const remembered = recall();
  if (remembered !== undefined) chooseEverywhere(remembered);
}

/** @returns shows one form, if there is one of that name */
function tabbed(forms, panels, index) {
  const list = document.createElement('div');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'Forms of the request');
  const tabs = panels.map((panel, place) => {
    const label = panel.querySelector('.form-name');
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.id = `tab-${index}-${place}`;
    tab.textContent = label.textContent;
    tab.setAttribute('role', 'tab');
    panel.id = `form-${index}-${place}`;
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    label.remove();
    tab.addEventListener('click', () => choose(panel.dataset.form, tab));
    list.append(tab);
    return tab;
  });
  list.addEventListener('keydown', (event) => {
    const now = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined || now === -1) return;
    event.preventDefault();
    const place = (next + tabs.length) % tabs.length;
    choose(panels[place].dataset.form, tabs[place]);
  });
  forms.prepend(list);
  const show = (name) => {
    const chosen = panels.findIndex((panel) => panel.dataset.form === name);
    if (chosen === -1) return;
    for (const [place, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(place === chosen));
      tab.tabIndex = place === chosen ? 0 : -1;
      panels[place].hidden = place !== chosen;
    }
  };
  show(panels[0].dataset.form);
  return show;
}

/** The other requests change their heights: what the reader looks at stays where it is. */
function choose(name, tab) {
  const before = tab.getBoundingClientRect().top;
  chooseEverywhere(name);
  tab.focus({ preventScroll: true });
  scrollBy(0, tab.getBoundingClientRect().top - before);
  remember(name);
}

function chooseEverywhere(name) {
  for (const show of groups) show(name);
}

function remember(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Some browsers keep nothing for pages from disk: the choice then holds for this page.
  }
}

function recall() {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
