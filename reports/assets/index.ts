/** Scripts and style sheets of the report page and of the documentation site, as text. */
export { asset } from './assets.ts';
