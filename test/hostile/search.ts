/** Finds in what a run left behind what must not be there. */
import { API_KEY, BLOCKING_KEY, formsOf } from './texts.ts';

/** C0 but tab and line feed, C1, and what changes the order or the lines of what is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const IN_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** Pages and ledgers show values as they were sent, and the suite itself sends odd ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const IN_DATA = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** GitHub Actions, Azure Pipelines, TeamCity and GitLab obey these at the beginning of a line. */
const CI_COMMAND = /^[ \t]*(::[a-z-]+[ :]|##\[|##vso\[|##teamcity\[|section_(start|end):)/m;

const KEYS = [API_KEY, BLOCKING_KEY].flatMap((key) => Object.entries(formsOf(key)));

/** What is in a text that must not be there, in words. */
export function faultsIn(place: string, text: string, kind: 'terminal' | 'text' | 'data'): string[] {
  const forms = KEYS.flatMap(([form, key]) => (text.includes(key) ? form : []));
  const control = (kind === 'data' ? IN_DATA : IN_TEXT).exec(text);
  const command = kind === 'terminal' ? CI_COMMAND.exec(text) : null;
  return [
    ...(forms.length === 0 ? [] : [`${place}: the key (${forms.join(', ')})`]),
    ...(control === null
      ? []
      : [`${place}: the control character ${JSON.stringify(context(text, control.index))}`]),
    ...(command === null ? [] : [`${place}: the CI command ${JSON.stringify(context(text, command.index))}`]),
  ];
}

function context(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 30), at + 30)]
    .map((c) => (/[\p{L}\p{N}\p{P}\p{S} ]/u.test(c) ? c : `<${c.charCodeAt(0).toString(16)}>`))
    .join('');
}
