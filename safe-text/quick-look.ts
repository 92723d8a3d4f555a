/** Tells quickly of most texts that they hold no form of a secret, so that the patterns need not be tried. */

/**
 * Any escape that a pattern of secret-forms.ts knows, and backslashes that are none. It reads as many digits as those patterns
 * do, so that a text is cut into the same characters.
 */
const ESCAPE =
  /\\+(?:u\{0*([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))?|%(?:25)*([0-9a-f]{2})|&(?:amp;)*#(?:0*(\d{1,7})|x0*([0-9a-f]{1,6}));/gi;

/** Characters that begin or end no escape. */
const PLAIN = /^[A-Za-z0-9_+/.:-]+$/;

/** Of a secret, what stands in a text as an escape if a backslash is before it. */
const LIKE_AN_ESCAPE = /u[0-9a-f]{4}|x[0-9a-f]{2}/gi;

/** At its beginning, what an escape may have more of than {@link SWALLOWED}: zeros of a number, and that of `%2525…`. */
const LIKE_A_LONG_ESCAPE = /^00|^2525|^525/;

/** Its end, if an escape may begin there and go on behind it. */
const BEGINS_AN_ESCAPE = /(?:u[0-9a-f]{0,3}|x[0-9a-f]?).{0,2}$/i;

/** An escape that begins before a secret has at most this many of its characters: `u0061` after a backslash, and one more. */
const SWALLOWED = 6;

/** The first characters of a secret that an escape before it may have: it ends with digits. */
const END_OF_ESCAPE = /^[ux]?[0-9a-f]{0,4}/;

/** Stands for a character that is written in several ways: in Base64 `+` and `/` are `-` and `_`, too. No form has it. */
const UNSTEADY = ' ';

/** What is shorter stands in many texts. */
const SHORTEST_LOOK = 6;

/** A form is also found without this many characters at its end. */
const ABSENT = 2;

/** What every text with a form of a secret has in common. */
export interface QuickLook {
  /** In the middle of the form, so that what is before and after it does not matter. */
  readonly middle: string;
  /**
   * Before a cut, one of these: as much of the form as is hidden there, without what an escape before it may have of it.
   * Undefined if only the patterns can tell.
   */
  readonly beginnings: readonly string[] | undefined;
}

/** A text, prepared to look for many secrets in it. */
export interface LookedAt {
  /** Whether any of these is in it; see {@link anyOf}. */
  holds(any: RegExp): boolean;
  /** False only if no pattern of the form can match; true without a look. */
  mayHold(look: QuickLook | undefined): boolean;
  /** False only if no pattern of the beginning of the form can match; true without a look. */
  mayHoldBeginning(look: QuickLook | undefined): boolean;
}

/** One search for any of the texts, which is faster than one for each. */
export function anyOf(texts: readonly string[]): RegExp {
  if (texts.length === 0) return /(?!)/;
  return new RegExp(texts.map((text) => text.replaceAll(/[.+]/g, '\\$&')).join('|'));
}

/**
 * @param form a secret, or an encoding of it, as it is without escapes
 * @param shortest how many of its first characters are hidden before a cut
 * @returns undefined if only the patterns can tell
 */
export function quickLookFor(form: string, shortest: number): QuickLook | undefined {
  if (!PLAIN.test(form) || LIKE_A_LONG_ESCAPE.test(form)) return undefined;
  // A text may have other characters in their place.
  const unsteady = (found: string) => UNSTEADY.repeat(found.length);
  const steady = form
    .replace(BEGINS_AN_ESCAPE, unsteady)
    .replaceAll(LIKE_AN_ESCAPE, unsteady)
    .replaceAll(/[+/]/g, unsteady);
  const [middle = ''] = steady
    .slice(SWALLOWED, -ABSENT)
    .split(UNSTEADY)
    .toSorted((one, other) => other.length - one.length);
  if (middle.length < SHORTEST_LOOK) return undefined;
  return { middle: middle.toLowerCase(), beginnings: beginningsOf(form, steady, shortest) };
}

function beginningsOf(form: string, steady: string, shortest: number): readonly string[] | undefined {
  const start = form.slice(0, shortest).toLowerCase();
  const swallowed = END_OF_ESCAPE.exec(start)?.[0].length ?? 0;
  if (steady.slice(swallowed, shortest).includes(UNSTEADY)) return undefined;
  return Array.from({ length: swallowed + 1 }, (_, at) => start.slice(at)).filter(Boolean);
}

/** Reads a text once for all looks. */
export function lookAt(text: string): LookedAt {
  const unescaped = (
    /[\\%&]/.test(text) ? withoutIdleBackslashes(text).replaceAll(ESCAPE, characterOf) : text
  ).toLowerCase();
  return {
    holds: (any) => any.test(unescaped),
    mayHold: (look) => look === undefined || unescaped.includes(look.middle),
    mayHoldBeginning: (look) => look?.beginnings?.some((beginning) => unescaped.includes(beginning)) ?? true,
  };
}

const BACKSLASH = 0x5c;
const ZERO = 0x30;
const [SMALL_U, SMALL_X, LARGE_U, LARGE_X] = [0x75, 0x78, 0x55, 0x58];

/**
 * The text as bytes of UTF-8, without the backslashes that {@link ESCAPE} would leave out, and with control characters instead
 * of their escapes. Nearly all backslashes are those of quotes in JSON, and hostile bodies have many control characters:
 * replacing each in a string makes many times the text of garbage.
 */
function withoutIdleBackslashes(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes = Buffer.from(text, 'utf8');
  let end = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] as number;
    if (byte === BACKSLASH) {
      if (!beginsEscape(bytes[at + 1])) continue;
      const control = controlAt(bytes, at + 1);
      if (control !== undefined) {
        byte = control;
        at += CONTROL_ESCAPE;
      }
    }
    bytes[end] = byte;
    end += 1;
  }
  return bytes.toString('latin1', 0, end);
}

function beginsEscape(next: number | undefined): boolean {
  return next === SMALL_U || next === SMALL_X || next === LARGE_U || next === LARGE_X;
}

/** What is behind the backslash of `\u0000`. */
const CONTROL_ESCAPE = 'u0000'.length;

/** The control character of `u0000` to `u001f`. */
function controlAt(bytes: Buffer, at: number): number | undefined {
  const [u, first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (u !== SMALL_U || first !== ZERO || second !== ZERO) return undefined;
  if (third !== ZERO && third !== ZERO + 1) return undefined;
  const digit = Number.parseInt(String.fromCharCode(bytes[at + 4] ?? 0), 16);
  return Number.isNaN(digit) ? undefined : (third - ZERO) * 16 + digit;
}

function characterOf(_escape: string, ...codes: readonly (string | undefined)[]): string {
  const [braced, unit, byte, percent, decimal, hex] = codes;
  const digits = braced ?? unit ?? byte ?? percent ?? hex;
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  // Of a backslash alone nothing is left.
  return Number.isNaN(code) || code > 0x10_ffff ? '' : String.fromCodePoint(code);
}
