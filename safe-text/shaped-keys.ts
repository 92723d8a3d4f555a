/** Hides keys that are known by their shape only: there are too many of them to look for each. */

/** Hides what has the shape in a text, as it is, escaped, in hexadecimal digits, or inside Base64 of any alphabet. */
export type ShapeRedactor = (text: string) => string;

/** Letters, digits and what stands for one of them in URLs, JSON, JavaScript and HTML. */
const ESCAPED = /(?:%[0-9a-f]{2}|\\{1,4}(?:u[0-9a-f]{4}|x[0-9a-f]{2})|&#(?:x[0-9a-f]{1,6}|\d{1,7});|\w)+/gi;
const ESCAPE = /%([0-9a-f]{2})|\\{1,4}(?:u([0-9a-f]{4})|x([0-9a-f]{2}))|&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;
/** A run of digits may begin one digit before the first byte of a key. */
const STARTS_OF_HEX = [0, 1];
/** A run of letters may begin within a group of four that is not part of the Base64. */
const STARTS_OF_BASE64 = [0, 1, 2, 3];

/**
 * @param shape source of a pattern without flags, of ASCII characters only
 * @param length the fewest characters that have the shape
 * @param label printed as `«label»`
 */
export function createShapeRedactor(shape: string, length: number, label: string): ShapeRedactor {
  const whole = new RegExp(shape, 'gi');
  const once = new RegExp(shape, 'i');
  const hidden = `«${label}»`;
  const hex = new RegExp(`[0-9a-f]{${2 * length},}`, 'gi');
  const base64 = new RegExp(`[A-Za-z0-9+/_-]{${Math.floor((4 * length) / 3)},}={0,2}`, 'g');
  const hasShape = (run: string, starts: readonly number[], encoding: 'hex' | 'base64') =>
    starts.some((start) => once.test(Buffer.from(run.slice(start), encoding).toString('latin1')));
  return (text) =>
    text
      .replace(whole, hidden)
      .replace(ESCAPED, (run) => (run.length > length && once.test(unescaped(run)) ? hidden : run))
      .replace(hex, (run) => (hasShape(run, STARTS_OF_HEX, 'hex') ? hidden : run))
      .replace(base64, (run) => (hasShape(run, STARTS_OF_BASE64, 'base64') ? hidden : run));
}

function unescaped(run: string): string {
  return run.replace(ESCAPE, (_, url, json, script, page, decimal) => {
    const hexadecimal: string | undefined = url ?? json ?? script ?? page;
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code < 128 ? String.fromCharCode(code) : ' ';
  });
}
