/** Finds and hides API keys in everything that a run records. */

/** A value that must not be shown, and the label that replaces it. */
export interface LabelledSecret {
  readonly value: string;
  /** Printed as `«label»`. */
  readonly label: string;
}

/** A key that is shorter may also be an ordinary word or letter, so it is only found between quotes or delimiters. */
const SHORT = 8;

/** Hides secrets in texts. */
export interface Redactor {
  /** The text with every form of every secret replaced by its label. */
  redact(text: string): string;
  /** The label of the first secret that the text contains, if any (AST-AUTH-008). */
  find(text: string): string | undefined;
}

/** Looks for these forms: raw, URL-encoded, JSON-escaped, and Base64 with and without the colon of Basic auth. */
export function createRedactor(secrets: readonly LabelledSecret[]): Redactor {
  const needles = secrets
    .filter(({ value }) => value !== '')
    .toSorted((a, b) => b.value.length - a.value.length)
    .flatMap(({ value, label }) => formsOf(value).map((form) => ({ pattern: patternOf(form), label })));
  return {
    redact: (text) =>
      needles.reduce((rest, { pattern, label }) => rest.replaceAll(pattern, () => `«${label}»`), text),
    find: (text) => needles.find(({ pattern }) => text.search(pattern) !== -1)?.label,
  };
}

function formsOf(value: string): string[] {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  const forms = [
    base64(`${value}:`),
    base64(value),
    base64(`${value}:`).replace(/=+$/, ''),
    base64(value).replace(/=+$/, ''),
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ];
  return [...new Set(forms)].toSorted((a, b) => b.length - a.length);
}

function patternOf(form: string): RegExp {
  const literal = form.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(
    form.length < SHORT ? `(?<=["'\`=])${literal}(?=["'\`&]|$)|(?<=Basic )${literal}(?=\\W|$)` : literal,
    'gu',
  );
}
