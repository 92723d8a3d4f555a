/** Lines for a POSIX shell: text quoted on one line, with environment variables instead of redacted keys. */
import { isOneLine } from './plain.ts';
import { labelOf, splitAtKeys } from './redacted-keys.ts';
import type { ShellLines } from './shell-syntax.ts';

/** The shell expression for each redacted key, to be put in double quotes; near misses are derived from the key. */
const VARIABLES: Readonly<Record<string, string>> = {
  'api-key': '$ASTROLABE_API_KEY',
  'blocking-api-key': '$ASTROLABE_BLOCKING_API_KEY',
  'restricted-api-key': '$ASTROLABE_RESTRICTED_API_KEY',
  'api-key-cut': `\${ASTROLABE_API_KEY%?}`,
  'api-key-lengthened': `\${ASTROLABE_API_KEY}x`,
  'api-key-in-another-case': '$(printf %s "$ASTROLABE_API_KEY" | tr A-Za-z a-zA-Z)',
};

/** The text as one shell word, without quotes if it needs none. */
function word(text: string): string {
  const words = splitAtKeys(text).map((part) => quotedKey(part) ?? quotePart(part));
  return words.length === 0 ? "''" : words.join('');
}

function quotedKey(part: string, after = ''): string | undefined {
  const expression = VARIABLES[labelOf(part) ?? ''];
  return expression === undefined ? undefined : `"${expression}${after}"`;
}

function quotePart(part: string): string {
  if (/^[\w./:@%+=,-]+$/.test(part)) return part;
  return isOneLine(part) ? `'${part.replaceAll("'", `'\\''`)}'` : ansiQuote(part);
}

/** The `$'…'` form of bash, zsh and ksh. NUL is left out because no argument can contain it. */
function ansiQuote(text: string): string {
  const inner = [...text.replaceAll('\0', '')].map((character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    return isOneLine(character) ? character : bytes(character);
  });
  return `$'${inner.join('')}'`;
}

/** Octal escapes have three digits, so a digit that follows is not part of one. */
function bytes(character: string): string {
  const octal = [...new TextEncoder().encode(character)].map((byte) => byte.toString(8).padStart(3, '0'));
  return octal.map((digits) => `\\${digits}`).join('');
}

export const POSIX: ShellLines = {
  curl: 'curl',
  word,
  keyed: quotedKey,
  assign: (name, value) => `export ${name}=${word(value)}`,
};
