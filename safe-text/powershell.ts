/** Lines for PowerShell 7.3 or later, with environment variables instead of redacted keys. */
import { isOneLine } from './plain.ts';
import { labelOf, splitAtKeys } from './redacted-keys.ts';
import type { ShellLines } from './shell-syntax.ts';

/** The expression for each redacted key, to be put in double quotes; near misses are derived from the key. */
const VARIABLES: Readonly<Record<string, string>> = {
  'api-key': '$($env:ASTROLABE_API_KEY)',
  'blocking-api-key': '$($env:ASTROLABE_BLOCKING_API_KEY)',
  'restricted-api-key': '$($env:ASTROLABE_RESTRICTED_API_KEY)',
  'api-key-cut': "$($env:ASTROLABE_API_KEY -replace '.$')",
  'api-key-lengthened': '$($env:ASTROLABE_API_KEY)x',
  'api-key-in-another-case':
    '$(-join ($env:ASTROLABE_API_KEY.ToCharArray() | % { [char]::IsUpper($_) ? [char]::ToLower($_) : [char]::ToUpper($_) }))',
};

/** Typographic quotes are quotes too, and any of them is doubled. */
function word(text: string): string {
  const parts = splitAtKeys(text);
  const hasKeys = parts.some((part) => VARIABLES[labelOf(part) ?? ''] !== undefined);
  if (!hasKeys && isOneLine(text)) return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
  return `"${parts.map((part) => VARIABLES[labelOf(part) ?? ''] ?? escaped(part)).join('')}"`;
}

/** Inside double quotes. */
function escaped(text: string): string {
  return [...text]
    .map((character) => {
      if (/["`$\u201c-\u201e]/.test(character)) return `\`${character}`;
      if (character === '\n') return '`n';
      return isOneLine(character) ? character : `\`u{${character.codePointAt(0)?.toString(16)}}`;
    })
    .join('');
}

export const POWERSHELL: ShellLines = {
  curl: 'curl',
  word,
  keyed(part, after = '') {
    const expression = VARIABLES[labelOf(part) ?? ''];
    return expression === undefined ? undefined : `"${expression}${after}"`;
  },
  assign: (name, value) => `$env:${name} = ${word(value)}`,
};
