/** Quotes text for a POSIX-like shell on one line, with environment variables in the place of redacted keys. */
import { isOneLine } from './plain.ts';

/** What stands for each redacted key, as the inside of double quotes; near misses are made from the key again. */
const VARIABLES: Readonly<Record<string, string>> = {
  'api-key': '$ASTROLABE_API_KEY',
  'blocking-api-key': '$ASTROLABE_BLOCKING_API_KEY',
  'restricted-api-key': '$ASTROLABE_RESTRICTED_API_KEY',
  'api-key-cut': `\${ASTROLABE_API_KEY%?}`,
  'api-key-lengthened': `\${ASTROLABE_API_KEY}x`,
  'api-key-in-another-case': '$(printf %s "$ASTROLABE_API_KEY" | tr A-Za-z a-zA-Z)',
};

const PLACEHOLDER = /«([a-z-]+)»/;

/** The expression for a redacted key such as `«api-key»`, to be put in double quotes; undefined for other text. */
export function keyExpression(placeholder: string): string | undefined {
  const [whole, label = ''] = PLACEHOLDER.exec(placeholder) ?? [];
  return whole === placeholder ? VARIABLES[label] : undefined;
}

/** One shell word that stands for the text; bare where nothing in it needs quotes. */
export function shellQuote(text: string): string {
  const parts = text.split(new RegExp(`(${PLACEHOLDER.source.replace(/[()]/g, '')})`));
  const words = parts.filter((part) => part !== '').map(quotePart);
  return words.length === 0 ? "''" : words.join('');
}

function quotePart(part: string): string {
  const expression = keyExpression(part);
  if (expression !== undefined) return `"${expression}"`;
  if (/^[\w./:@%+=,-]+$/.test(part)) return part;
  return isOneLine(part) ? `'${part.replaceAll("'", `'\\''`)}'` : ansiQuote(part);
}

/** The `$'…'` form of bash, zsh and ksh. A NUL, which no argument can hold, is left out. */
function ansiQuote(text: string): string {
  const inner = [...text.replaceAll('\0', '')].map((character) => {
    if (character === "'" || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    return isOneLine(character) ? character : bytes(character);
  });
  return `$'${inner.join('')}'`;
}

/** Octal escapes are three digits at most, so that a digit after one stays itself. */
function bytes(character: string): string {
  const octal = [...new TextEncoder().encode(character)].map((byte) => byte.toString(8).padStart(3, '0'));
  return octal.map((digits) => `\\${digits}`).join('');
}
