/** Tells quickly of most texts that they hold no form of a secret, so that the patterns need not be tried. */

/**
 * Any escape that a pattern of secret-forms.ts knows, and backslashes that are none. It reads as many digits as those patterns
 * do, so that a text is cut into the same characters.
 */
const ESCAPE =
  /\\+(?:u\{0*([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))?|%(?:25)*([0-9a-f]{2})|&(?:amp;)*#(?:0*(\d{1,7})|x0*([0-9a-f]{1,6}));/gi;

/** Characters that begin or end no escape. */
const PLAIN = /^[A-Za-z0-9_+/.:-]+$/;

/**
 * What may stand in a text as if it were an escape: after a backslash that is before it, `x61` in the middle of a secret; at
 * its beginning zeros of a number, and what the escape `%2525…` has.
 */
const LIKE_AN_ESCAPE = /u[0-9a-f]{4}|x[0-9a-f]{2}|^00|^2525/i;

/** An escape that begins before a secret has at most this many of its characters: `u0061` after a backslash, and one more. */
const SWALLOWED = 6;

/** Characters for which the other alphabet of Base64 has others. */
const TWO_ALPHABETS = /[+/_-]/;

/** What is shorter stands in many texts. */
const SHORTEST_LOOK = 6;

/** A form is also found without this many characters at its end. */
const ABSENT = 2;

/** What every text with a form of a secret has in common. */
export interface QuickLook {
  /** In the middle of the form, so that what is before and after it does not matter. */
  readonly middle: string;
  /** As much of its beginning as is hidden before a cut. */
  readonly beginning: string;
}

/** A text, prepared to look for many secrets in it. */
export interface LookedAt {
  /** False only if no pattern of any of the forms can match. */
  mayHoldAny(middles: RegExp): boolean;
  /** False only if no pattern of the form can match; true without a look. */
  mayHold(look: QuickLook | undefined): boolean;
  /** False only if no pattern of the beginning of the form can match; true without a look. */
  mayHoldBeginning(look: QuickLook | undefined): boolean;
}

/** Finds the middle of any of the forms; one search is faster than many. */
export function middlesOf(looks: readonly (QuickLook | undefined)[]): RegExp {
  const middles = looks.flatMap((look) => look?.middle ?? []);
  return middles.length === 0
    ? /(?!)/
    : new RegExp(middles.map((one) => one.replaceAll(/[.:]/g, '\\$&')).join('|'));
}

/**
 * @param form a secret, or an encoding of it, as it is without escapes
 * @param beginning how many of its first characters are hidden before a cut
 * @returns undefined if only the patterns can tell
 */
export function quickLookFor(form: string, beginning: number): QuickLook | undefined {
  if (!PLAIN.test(form) || LIKE_AN_ESCAPE.test(form)) return undefined;
  const [middle = ''] = form
    .slice(SWALLOWED, -ABSENT)
    .split(TWO_ALPHABETS)
    .toSorted((one, other) => other.length - one.length);
  const start = form.slice(0, beginning);
  if (middle.length < SHORTEST_LOOK || TWO_ALPHABETS.test(start)) return undefined;
  return { middle: middle.toLowerCase(), beginning: start.toLowerCase() };
}

/** Reads a text once for all looks. */
export function lookAt(text: string): LookedAt {
  const hasEscapes = /[\\%&]/.test(text);
  // Most escapes are those of quotes, and quicker found by themselves.
  const unescaped = (
    hasEscapes ? text.replaceAll('\\"', '"').replaceAll(ESCAPE, characterOf) : text
  ).toLowerCase();
  let literal: string | undefined;
  return {
    mayHoldAny: (middles) => middles.test(unescaped),
    mayHold: (look) => look === undefined || unescaped.includes(look.middle),
    mayHoldBeginning(look) {
      if (look === undefined || unescaped.includes(look.beginning)) return true;
      if (!hasEscapes) return false;
      literal ??= text.replaceAll('\\', '').toLowerCase();
      // An escape before it may have its first characters, as they are.
      for (let at = 1; at < look.beginning.length; at += 1) {
        if (unescaped.includes(look.beginning.slice(at)) && literal.includes(look.beginning.slice(0, at)))
          return true;
      }
      return false;
    },
  };
}

function characterOf(_escape: string, ...codes: readonly (string | undefined)[]): string {
  const [braced, unit, byte, percent, decimal, hex] = codes;
  const digits = braced ?? unit ?? byte ?? percent ?? hex;
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  // Of a backslash alone nothing is left.
  return Number.isNaN(code) || code > 0x10_ffff ? '' : String.fromCodePoint(code);
}
