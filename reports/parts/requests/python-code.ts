/** A recorded request as Python, with the standard library only. */
import type { Exchange } from '../../../schemas/index.ts';
import { isObject } from '../../../schemas/index.ts';
import {
  basicKey,
  isHidden,
  type KeyInCode,
  type NearMiss,
  sendableRequest,
  visibleCode,
} from './code-parts.ts';

/**
 * A program for Python 3 that sends the request again and prints status and body; keys come from the environment. It uses
 * `http.client`, because `urllib.request` adds a content type to a body that has none.
 *
 * @returns undefined if the request cannot be sent unchanged
 */
export function pythonCode(exchange: Pick<Exchange, 'request'>): string | undefined {
  const sendable = sendableRequest(exchange);
  if (sendable === undefined) return undefined;
  const { method, url, headers, body } = sendable;
  const keys = headers.flatMap(([, value]) => basicKey(value) ?? []);
  const [key] = keys;
  if (keys.length > 1 || headers.some(([, value]) => !basicKey(value) && isHidden(value))) return undefined;
  const value = body === undefined ? undefined : jsonValue(body);
  const modules = [
    ...(key === undefined ? [] : ['base64']),
    'http.client',
    ...(value === undefined ? [] : ['json']),
    ...(key === undefined ? [] : ['os']),
  ];
  const connection = url.protocol === 'https:' ? 'HTTPSConnection' : 'HTTPConnection';
  const given = [
    ...(body === undefined ? [] : ['body=body']),
    ...(headers.length === 0 ? [] : ['headers=headers']),
  ];
  const code = [
    `import ${modules.join(', ')}`,
    '',
    ...(key === undefined ? [] : keyLines(key)),
    ...(headers.length === 0 ? [] : ['headers = {', ...headers.map(headerLine), '}']),
    ...(body === undefined ? [] : [`body = ${bodyCode(body, value)}`]),
    `connection = http.client.${connection}(${pythonText(url.host)})`,
    `connection.request(${[pythonText(method), pythonText(url.pathname + url.search), ...given].join(', ')})`,
    'response = connection.getresponse()',
    'print(response.status, response.read().decode())',
  ].join('\n');
  return visibleCode(code, (codePoint) => `\\U${codePoint.toString(16).padStart(8, '0')}`);
}

const MISSES: Readonly<Record<NearMiss, string>> = {
  cut: '[:-1]',
  lengthened: ' + "x"',
  'in-another-case': '.swapcase()',
};

function keyLines({ variable, nearMiss }: KeyInCode): string[] {
  const key = `os.environ["${variable}"]${nearMiss === undefined ? '' : MISSES[nearMiss]}`;
  return [`key = ${key}`, 'credential = base64.b64encode(f"{key}:".encode()).decode()', ''];
}

function headerLine([name, value]: readonly [string, string]): string {
  const code = basicKey(value) === undefined ? pythonText(value) : 'f"Basic {credential}"';
  return `    ${pythonText(name)}: ${code},`;
}

function bodyCode(body: string, value: object | undefined): string {
  if (value === undefined) return `${pythonText(body)}.encode()`;
  const compact = 'separators=(",", ":"), ensure_ascii=False';
  return `json.dumps(${pythonValue(value)}, ${compact}).encode()`;
}

/** The value of a body that Python writes as the same JSON: with whole numbers only, and no member named twice. */
function jsonValue(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isPlain = JSON.stringify(value) === body && !/__proto__/.test(body);
    return typeof value === 'object' && value !== null && isPlain && isWhole(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isWhole(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isWhole);
}

const SHORT = 60;

function pythonValue(value: unknown, indent = ''): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pythonText(value);
  if (!Array.isArray(value) && !isObject(value)) return String(value);
  const deeper = `${indent}    `;
  const parts = Array.isArray(value)
    ? value.map((item) => pythonValue(item, deeper))
    : Object.entries(value).map(([key, item]) => `${pythonText(key)}: ${pythonValue(item, deeper)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const short = `${open}${parts.join(', ')}${close}`;
  if (short.length <= SHORT && !short.includes('\n')) return short;
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join('')}${indent}${close}`;
}

/** The escapes of a JSON string mean the same in Python; a text with quotes is easier to read in the other ones. */
function pythonText(text: string): string {
  const quoted = JSON.stringify(text);
  if (!text.includes('"') || text.includes("'")) return quoted;
  return `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`;
}
