/** Quotes text for a POSIX shell on one line, with environment variables instead of redacted keys. */
import { isOneLine } from '../../safe-text/index.ts';

/** The shell expression for each redacted key, to be put in double quotes; near misses are derived from the key. */
const VARIABLES: Readonly<Record<string, string>> = {
  'api-key': '$ASTROLABE_API_KEY',
  'blocking-api-key': '$ASTROLABE_BLOCKING_API_KEY',
  'restricted-api-key': '$ASTROLABE_RESTRICTED_API_KEY',
  'api-key-cut': `\${ASTROLABE_API_KEY%?}`,
  'api-key-lengthened': `\${ASTROLABE_API_KEY}x`,
  'api-key-in-another-case': '$(printf %s "$ASTROLABE_API_KEY" | tr A-Za-z a-zA-Z)',
};

const PLACEHOLDER = /«([a-z-]+)»/;

/** The expression for a redacted key such as `«api-key»`, to be put in double quotes; undefined for any other text. */
export function keyExpression(placeholder: string): string | undefined {
  const [whole, label = ''] = PLACEHOLDER.exec(placeholder) ?? [];
  return whole === placeholder ? VARIABLES[label] : undefined;
}

/** The text as one shell word, without quotes if it needs none. */
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
