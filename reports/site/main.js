/** The scripts of the documentation site. Without them the pages show everything, all forms of a request included. */
import { addCopyButtons } from './copy.js';
import { fitMenus } from './menu.js';
import { startSearch } from './search.js';
import { showFormsAsTabs } from './tabs.js';

showFormsAsTabs();
addCopyButtons();
fitMenus();
startSearch();
