/** The key that must never be seen, and texts that must never reach a terminal, a log or a page as they are. */

/** Every form of it differs from every other: it has what JSON, HTML, XML, URLs and Base64 escape. */
export const API_KEY = 'k-Hostile/&<"7>+qX9\u00fcZ';
export const BLOCKING_KEY = 'bk-Blocking/&<"4>+rY';

/** Base64 of the text behind `offset` other bytes, without the characters that its neighbours decide. */
function base64At(text: string, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
  const bytes = offset + Buffer.byteLength(text);
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes * 8) / 6));
}

function percent(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`)
    .join('');
}

function htmlEscaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Every form in which a key could be repeated, by its name. */
export function formsOf(key: string): Readonly<Record<string, string>> {
  const component = encodeURIComponent(key);
  return {
    raw: key,
    json: JSON.stringify(key).slice(1, -1),
    'json with \\u': [...key].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    html: htmlEscaped(key),
    percent: component,
    'percent in lower case': component.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    'percent of every byte': percent(key),
    'percent of every byte in lower case': percent(key).toLowerCase(),
    'base64 of basic': Buffer.from(`${key}:`).toString('base64'),
    'base64 at 0': base64At(key, 0),
    'base64 at 1': base64At(key, 1),
    'base64 at 2': base64At(key, 2),
    base64url: Buffer.from(key).toString('base64url'),
  };
}

/** Every form of the key on a line of its own. */
export const EVERY_FORM = Object.values(formsOf(API_KEY)).join('\n');

const ESC = '\u001b';

/** Moves the cursor, clears the screen, sets a title, opens a link, and the same with one C1 character. */
export const ESCAPES = [
  `${ESC}[2J${ESC}[1;1H`,
  `${ESC}]0;PWNED\u0007`,
  `${ESC}]8;;http://evil.example${ESC}\\here${ESC}]8;;${ESC}\\`,
  `${ESC}P1$r0m${ESC}\\`,
  `\u009b2J\u009d0;PWNED\u009c`,
  'a\u0000b\u0008c\u007fd\u0085e\u000bf\u000cg\rOVERWRITTEN',
].join('');

/** Turns what is shown around: as in a text whose order is changed to hide what it does. */
export const BIDI = 'user\u202egnp.exe\u2066a\u2067b\u2068c\u2069\u200f\u061c\u2028next\u2029last';

/** Commands that a CI server obeys at the beginning of a line. */
export const CI_COMMANDS = [
  '',
  '::set-output name=token::PWNED',
  '::add-mask::a',
  '::stop-commands::x',
  '  ::error file=a.js::PWNED',
  '##vso[task.setvariable variable=token]PWNED',
  '##[error]PWNED',
  '##[group]PWNED',
  '##teamcity[buildStatus text="PWNED"]',
  'section_start:1560896352:PWNED[collapsed=true]',
  '',
].join('\n');

export const MARKUP = `</script><script>PWNED()</script>]]><x/>"'\`|[a](javascript:x)<!--<img src=x onerror=PWNED()>`;

/** All of them, as a header value can hold them. */
export const EVERYTHING = [EVERY_FORM, ESCAPES, BIDI, CI_COMMANDS, MARKUP].join('\n');
