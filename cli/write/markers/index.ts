/** The door of citations in files: `cite --update` and `cite --check`. */
export { runCitedFiles } from './run-cited-files.ts';
