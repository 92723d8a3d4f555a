/** The forms in which a secret can stand in a text, as patterns. */

const HEX = /[a-f]/g;
/** Characters with a name of their own in HTML. */
const NAMED: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** One encoding of a secret. */
export interface SecretForm {
  /** As it is without escapes. */
  readonly text: string;
  /** Makes a pattern for each of its characters, in order. */
  readonly characters: () => readonly string[];
  /** How many of them may be absent at the end: those of the last character of the secret. */
  readonly optional: number;
  /** A pattern for what may follow them and still reveals a part of the secret. */
  readonly after: string;
}

/** What may follow in Base64: a character of which some bits are the secret's, and padding. */
const BASE64_END = '[A-Za-z0-9+/_-]?(?:=|%3[dD]|\\\\+u003[dD]|&#61;){0,2}';

/**
 * The encodings of a secret: as it is and escaped in any way, in Base64 after any number of other bytes, and in
 * hexadecimal digits.
 *
 * @param anyCase whether the first of them is also found in another case, as the name of a header shows it
 */
export function formsOf(secret: string, { anyCase }: { readonly anyCase: boolean }): SecretForm[] {
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = [0, 1, 2].map((before) => base64Core(bytes, before));
  return [
    { text: secret, characters: () => charactersOf(secret, anyCase), optional: 1, after: '' },
    ...encoded.map((core) => ({
      text: core,
      characters: () => charactersOf(core, false),
      optional: 2,
      after: BASE64_END,
    })),
    {
      text: bytes.toString('hex'),
      characters: () => [...bytes].map((byte) => hexOf(byte, 2)),
      optional: 1,
      after: '',
    },
  ];
}

/** The characters of the Base64 that depend on no neighbour, with this many bytes before the secret. */
function base64Core(secret: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), secret])
    .toString('base64')
    .replace(/=+$/, '');
  const whole = Math.floor(((before + secret.length) * 8) / 6);
  return text.slice(Math.ceil((before * 8) / 6), whole);
}

function charactersOf(text: string, anyCase: boolean): string[] {
  return [...text].map((character, index) => patternOf(character, { anyCase, isFirst: index === 0 }));
}

/**
 * One character, literal, or escaped for JSON, JavaScript, HTML, a URL or Markdown, also more than once.
 *
 * Before the first character, a run of backslashes is not part of the pattern: a search would begin in each of them.
 */
function patternOf(character: string, { anyCase, isFirst }: { anyCase: boolean; isFirst: boolean }): string {
  const variants = anyCase ? [...new Set([character, swapped(character)])] : [character];
  const slashes = isFirst ? '' : '\\\\*';
  const literal = variants.map((one) => literalOf(one, slashes));
  return `(?:${[...literal, ...variants.flatMap((one) => escapesOf(one, isFirst))].join('|')})`;
}

function swapped(character: string): string {
  const upper = character.toUpperCase();
  const other = character === upper ? character.toLowerCase() : upper;
  return [...other].length === 1 ? other : character;
}

function literalOf(character: string, slashes: string): string {
  const quoted = character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  if (character === '\\') return '\\\\+';
  return `${slashes}${quoted}`;
}

function escapesOf(character: string, isFirst: boolean): string[] {
  const code = character.codePointAt(0) ?? 0;
  const slash = isFirst ? '\\\\' : '\\\\+';
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  const ampersand = '&(?:amp;)*';
  const name = NAMED[character];
  return [
    [...Buffer.from(character, 'utf8')].map((byte) => `%(?:25)*${hexOf(byte, 2)}`).join(''),
    units.map((unit) => `${slash}u${hexOf(unit, 4)}`).join(''),
    `${slash}u\\{0*${hexOf(code, 1)}\\}`,
    ...(code < 0x100 ? [`${slash}x${hexOf(code, 2)}`] : []),
    `${ampersand}#0*${code};`,
    `${ampersand}#[xX]0*${hexOf(code, 1)};`,
    ...(name === undefined ? [] : [`${ampersand}${name};`]),
    ...(character === ' ' ? ['\\+'] : []),
    // The other alphabet of Base64.
    ...(character === '+' ? ['-'] : []),
    ...(character === '/' ? ['_'] : []),
  ];
}

/** Hexadecimal digits in either case. */
function hexOf(code: number, digits: number): string {
  const text = code.toString(16).padStart(digits, '0');
  return text.replace(HEX, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
