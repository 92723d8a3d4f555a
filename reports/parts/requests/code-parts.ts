/** What the programs that send a recorded request have in common: which headers they set, and where keys come from. */
import { isOneLine, labelOf, splitAtKeys } from '../../../safe-text/index.ts';
import type { Exchange } from '../../../schemas/index.ts';

/** Headers that every HTTP client sets by itself. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** A request that a program can send, byte for byte. */
export interface SendableRequest {
  readonly method: string;
  readonly url: URL;
  /** In the order of the recording, without those that a client sets by itself. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** @returns undefined if no ordinary HTTP client can send the request unchanged */
export function sendableRequest({ request }: Pick<Exchange, 'request'>): SendableRequest | undefined {
  const { method, url, body } = request;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || !/^[A-Z]+$/.test(method)) return undefined;
  const parsed = new URL(url);
  // A client sends the parsed address: it must be the recorded one.
  if (parsed.href !== url && parsed.href !== `${url}/`) return undefined;
  const headers = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  if (headers.some(([, value]) => !/^[\t\x20-\x7e«»]*$/.test(value))) return undefined;
  if (body === undefined) return { method, url: parsed, headers };
  const isText = !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(body);
  const hasKey = splitAtKeys(body).some((part) => labelOf(part) !== undefined);
  return isText && !hasKey ? { method, url: parsed, headers, body } : undefined;
}

/** The variable of each key that a recording hides. */
const VARIABLES: Readonly<Record<string, string>> = {
  'api-key': 'ASTROLABE_API_KEY',
  'blocking-api-key': 'ASTROLABE_BLOCKING_API_KEY',
  'restricted-api-key': 'ASTROLABE_RESTRICTED_API_KEY',
};

/** How a near miss is made from the key that the suite was given. */
export type NearMiss = 'cut' | 'lengthened' | 'in-another-case';

/** A hidden key as a program finds it. */
export interface KeyInCode {
  readonly variable: string;
  readonly nearMiss?: NearMiss;
}

/** @returns undefined if the value is not a Basic credential that is one hidden key */
export function basicKey(value: string): KeyInCode | undefined {
  const label = labelOf(/^Basic (.+)$/.exec(value)?.[1] ?? '');
  if (label === undefined) return undefined;
  const variable = VARIABLES[label];
  if (variable !== undefined) return { variable };
  const nearMiss = (['cut', 'lengthened', 'in-another-case'] as const).find(
    (one) => label === `api-key-${one}`,
  );
  return nearMiss === undefined ? undefined : { variable: 'ASTROLABE_API_KEY', nearMiss };
}

/** True if a value has a hidden part that no variable stands for, so that code cannot send it. */
export function isHidden(value: string): boolean {
  return splitAtKeys(value).some((part) => labelOf(part) !== undefined);
}

/**
 * Code in which every character of a text can be seen, and copied from a page that shows such characters as escapes. In
 * code that these forms write, only texts have characters beyond ASCII.
 *
 * @param beyond writes a character above U+FFFF
 */
export function visibleCode(code: string, beyond: (codePoint: number) => string): string {
  return code.replaceAll(/[^\n\x20-\x7e]/gu, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (isOneLine(character)) return character;
    return codePoint > 0xffff ? beyond(codePoint) : `\\u${codePoint.toString(16).padStart(4, '0')}`;
  });
}
