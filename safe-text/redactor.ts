/** Finds and hides secrets, such as API keys, in everything that is shown or kept. */
import { anyOf, type LookedAt, lookAt, type QuickLook, quickLookFor } from './quick-look.ts';
import { formsOf, type SecretForm } from './secret-forms.ts';

/** A value that must not be shown, and the label that replaces it. */
export interface LabelledSecret {
  readonly value: string;
  /** Printed as `«label»`. */
  readonly label: string;
  /** True if another secret of the list differs only in its last character or its case. Default: false. */
  readonly isNearMiss?: boolean;
}

declare const isRedacted: unique symbol;

/** A text in which a redactor has hidden its secrets; only such a text is written to a file. */
export type RedactedText = string & { readonly [isRedacted]: true };

/** Hides secrets in texts. */
export interface Redactor {
  /**
   * The text with every form of every secret replaced by its label.
   *
   * Also the beginning of a secret before `…`, the mark of a text that was cut.
   */
  redact(text: string): RedactedText;
  /** The label of the first secret that the text contains in its own case, if any (AST-AUTH-008). */
  find(text: string): string | undefined;
}

interface Needle {
  readonly label: string;
  /** What most texts with the secret contain, found faster than a pattern. */
  readonly literals: readonly string[];
  readonly patterns: readonly QuickPattern[];
  /** The same, but in the secret's own case. */
  readonly exact: readonly QuickPattern[];
  /** The beginning of the secret at the end of a text. */
  readonly beginnings: readonly QuickPattern[];
}

/** A pattern, and what is looked for first because that is faster (see quick-look.ts). */
interface QuickPattern {
  readonly pattern: () => RegExp;
  readonly look: QuickLook | undefined;
}

/** A pattern is long, and few texts need it, so it is made for the first of them. */
function once(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A secret that is shorter may also be an ordinary word or letter, so it is only found between quotes or delimiters. */
const SHORT = 8;
/** The mark after a text that was cut. */
const CUT = '…';
/** A shorter part of a secret before a cut reveals too little to be hidden. */
const SHORTEST_PART = 6;
/** What a cut leaves of an escape. */
const PART_OF_ESCAPE = '(?:\\\\+[ux]?[0-9a-fA-F{]*|%[0-9a-fA-F]*|&[#a-zA-Z0-9]*)?';
/** A longer text is read in parts, because looking into it takes several copies. In characters. */
const PART = 65_536;
/** The longest escape of one character, in characters. */
const LONGEST_ESCAPE = 12;

/** Looks for each secret as it is, in any case, escaped in any way, in hexadecimal digits, and inside any Base64. */
export function createRedactor(secrets: readonly LabelledSecret[]): Redactor {
  const sorted = secrets
    .filter(({ value }) => value !== '')
    .toSorted((one, other) => other.value.length - one.value.length);
  const needles = sorted.map(needleOf);
  const lengths = sorted.map(({ value }) => value.length);
  // The last character of a secret may be absent.
  const shortest = Math.min(...lengths) - 1;
  const longest = Math.max(0, ...lengths) * LONGEST_ESCAPE;
  const looks = needles.flatMap(({ patterns }) => patterns.map(({ look }) => look));
  const middles = anyOf(looks.flatMap((look) => look?.middle ?? []));
  const beginnings = anyOf(looks.flatMap((look) => look?.beginnings ?? []));
  const isWithoutLook = looks.some((look) => look?.beginnings === undefined);

  const redactWhole = (text: string): { readonly whole: string; readonly looked: LookedAt } => {
    let rest = text;
    for (const { literals, label } of needles) {
      for (const literal of literals) rest = rest.replaceAll(literal, () => `«${label}»`);
    }
    let looked = lookAt(rest);
    let mayHoldAny = looked.holds(middles);
    for (const { patterns, label } of needles) {
      for (const { pattern, look } of patterns) {
        if (look !== undefined && !(mayHoldAny && looked.mayHold(look))) continue;
        const hidden = rest.replace(pattern(), () => `«${label}»`);
        if (hidden === rest) continue;
        rest = hidden;
        looked = lookAt(rest);
        mayHoldAny = looked.holds(middles);
      }
    }
    return { whole: rest, looked };
  };
  const redactPart = (text: string): string => {
    const isCut = text.includes(CUT);
    if (text.length < shortest && !isCut) return text;
    const { whole, looked } = redactWhole(text);
    const mayBegin = isCut && (isWithoutLook || looked.holds(beginnings));
    return mayBegin ? withoutBeginnings(whole, needles, longest) : whole;
  };
  const hasQuote = sorted.some(({ value }) => value.includes('"'));
  const redactLong = (text: string): string => {
    const parts = partsOf(text);
    const hidden = parts.map(redactPart);
    // Most texts hold no secret, and need no copy.
    return hidden.every((part, at) => part === parts[at]) ? text : hidden.join('');
  };
  return {
    redact: (text) => (hasQuote || text.length <= PART ? redactPart(text) : redactLong(text)) as RedactedText,
    find(text) {
      const literally = needles.find(({ literals }) => literals.some((literal) => text.includes(literal)));
      if (literally !== undefined) return literally.label;
      const looked = lookAt(text);
      const mayHoldAny = looked.holds(middles);
      const isIn = ({ pattern, look }: QuickPattern) =>
        (look === undefined || (mayHoldAny && looked.mayHold(look))) && text.search(pattern()) !== -1;
      return needles.find(({ exact }) => exact.some(isIn))?.label;
    },
  };
}

/** The text in parts that begin with a quote, of which no form of a secret without one has any. */
function partsOf(text: string): string[] {
  const parts = [];
  for (let start = 0; start < text.length; ) {
    const quote = text.indexOf('"', start + PART);
    const end = quote === -1 ? text.length : quote;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function needleOf({ value, label, isNearMiss = false }: LabelledSecret): Needle {
  if (value.length < SHORT) {
    const patterns = shortPatterns(value).map((pattern) => ({ pattern: () => pattern, look: undefined }));
    return { label, literals: [], patterns, exact: patterns, beginnings: [] };
  }
  // The patterns of the secret itself find its near misses, too.
  const forms = isNearMiss ? [] : formsOf(value, { anyCase: true });
  return {
    label,
    literals: [base64(`${value}:`), value],
    patterns: forms.map(wholeOf),
    exact: isNearMiss ? [] : formsOf(value, { anyCase: false }).map(wholeOf),
    beginnings: forms.map(beginningOf),
  };
}

function wholeOf(form: SecretForm): QuickPattern {
  const pattern = once(() => {
    const characters = form.characters();
    const required = characters.slice(0, -form.optional).join('');
    return new RegExp(`${required}${eachIfBefore(characters.slice(-form.optional))}${form.after}`, 'g');
  });
  return { pattern, look: quickLookFor(form.text, SHORTEST_PART) };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function shortPatterns(value: string): RegExp[] {
  const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const forms = [
    base64(`${value}:`),
    base64(value),
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
  const unpadded = forms.flatMap((form) => [form, form.replace(/=+$/, '')]);
  return [...new Set(unpadded)]
    .toSorted((one, other) => other.length - one.length)
    .map((form) =>
      form.length < SHORT
        ? `(?<=["'\`=])${quoted(form)}(?=["'\`&]|$)|(?<=Basic )${quoted(form)}(?=\\W|$)`
        : quoted(form),
    )
    .map((pattern) => new RegExp(pattern, 'gu'));
}

function beginningOf(form: SecretForm): QuickPattern {
  const pattern = once(() => {
    const characters = form.characters();
    const required = characters.slice(0, SHORTEST_PART).join('');
    return new RegExp(`${required}${eachIfBefore(characters.slice(SHORTEST_PART))}${PART_OF_ESCAPE}$`);
  });
  return { pattern, look: quickLookFor(form.text, SHORTEST_PART) };
}

/** Each character only if the one before it is there. */
function eachIfBefore(characters: readonly string[]): string {
  return characters.reduceRight((rest, character) => `(?:${character}${rest})?`, '');
}

function withoutBeginnings(text: string, needles: readonly Needle[], longest: number): string {
  const parts = text.split(CUT);
  const last = parts.pop() ?? '';
  const clean = parts.map((part) => {
    if (part.length < SHORTEST_PART) return part;
    const start = Math.max(0, part.length - longest);
    let end = part.slice(start);
    const { mayHoldBeginning } = lookAt(end);
    for (const { beginnings, label } of needles) {
      for (const { pattern, look } of beginnings) {
        if (mayHoldBeginning(look)) end = end.replace(pattern(), () => `«${label}»`);
      }
    }
    return `${part.slice(0, start)}${end}`;
  });
  return [...clean, last].join(CUT);
}
