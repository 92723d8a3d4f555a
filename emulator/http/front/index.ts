/** The door of what a person sees at the address of the emulator: the console, or a list of addresses. */
export { consoleFile, isConsoleFile } from './console.ts';
export { frontPage } from './front-page.ts';
export { reportPage } from './report-page.ts';
