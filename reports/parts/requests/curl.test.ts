import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { callExchange, HOSTILE } from '../../fixtures/record.ts';
import { shellLinesFor } from '../../text/index.ts';
import { curlFor } from './curl.ts';

const ENVIRONMENT = {
  ASTROLABE_API_KEY: 'Key Of $(this) `run`',
  ASTROLABE_BLOCKING_API_KEY: 'blocking',
  ASTROLABE_RESTRICTED_API_KEY: 'restricted',
};

/** The arguments that curl would get: bash runs the line with a function named curl. */
function argumentsOf(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  const printed = execFileSync('bash', ['-c', script], { env: { ...process.env, ...ENVIRONMENT } });
  return printed.toString('utf8').split('\0').slice(0, -1);
}

function after(option: string, line: string): string | undefined {
  const words = argumentsOf(line);
  return words[words.indexOf(option) + 1];
}

const BODIES = [
  '{"type":"identify"}',
  `{"name":"O'Neil","cost":"$HOME","run":"\`id\`","path":"C:\\\\new"}`,
  '{"a":1}\n{"b":"\t2"}\r\n',
  '{"name":"Žofie 張 👩‍👩‍👧 \u202e\u0007"}',
  "it's 7\u001b7",
  '',
];

for (const body of BODIES) {
  test(`the body ${JSON.stringify(body)} reaches curl unchanged, on one line`, () => {
    const line = curlFor(callExchange({ body }));
    assert.equal(line.split(/[\n\r]/).length, 1);
    assert.equal(after('--data-binary', line), body);
  });
}

test('hostile text reaches curl, except its NUL and its lone surrogate', () => {
  const line = curlFor(callExchange({ body: HOSTILE }));
  assert.equal(after('--data-binary', line), HOSTILE.replaceAll('\0', '').replaceAll('\ud800', '\ufffd'));
});

test('a body that begins with @ is not read as a file name', () => {
  assert.equal(after('--data-raw', curlFor(callExchange({ body: '@/etc/hosts' }))), '@/etc/hosts');
});

for (const [label, expected] of [
  ['api-key', ENVIRONMENT.ASTROLABE_API_KEY],
  ['blocking-api-key', 'blocking'],
  ['restricted-api-key', 'restricted'],
  ['api-key-cut', 'Key Of $(this) `run'],
  ['api-key-lengthened', 'Key Of $(this) `run`x'],
  ['api-key-in-another-case', 'kEY oF $(THIS) `RUN`'],
] as const) {
  test(`«${label}» is taken from the environment, in Basic auth and in a body`, () => {
    const headers = { authorization: `Basic «${label}»`, 'content-type': 'application/json' };
    const line = curlFor(callExchange({ headers, body: `{"it's":"«${label}»"}` }));
    assert.equal(after('-u', line), `${expected}:`);
    assert.equal(after('--data-binary', line), `{"it's":"${expected}"}`);
  });
}

test('the API key is the variable that the tool reads', () => {
  assert.match(curlFor(callExchange()), / -u "\$ASTROLABE_API_KEY:" /);
});

test('an Authorization header that is wrong on purpose stays literal', () => {
  const line = curlFor(callExchange({ headers: { authorization: 'Basic %%%not-base64%%%' } }));
  assert.ok(argumentsOf(line).includes('authorization: Basic %%%not-base64%%%'));
  assert.ok(!argumentsOf(line).includes('-u'));
});

test('an unknown placeholder stays literal', () => {
  const line = curlFor(callExchange({ headers: { authorization: 'Basic «no-such-key»' } }));
  assert.ok(argumentsOf(line).includes('authorization: Basic «no-such-key»'));
});

test('curl adds no Content-Type if none was sent', () => {
  assert.ok(argumentsOf(curlFor(callExchange({ headers: {} }))).includes('content-type:'));
});

test('a read-back is a GET without a body', () => {
  const { url } = callExchange().request;
  const line = curlFor({ request: { method: 'GET', url: `${url}?a=1&b=[2]`, headers: {} } });
  assert.deepEqual(argumentsOf(line), ['-i', '-g', `${url}?a=1&b=[2]`]);
});

test('a line for PowerShell names its program and reads the key as PowerShell does', () => {
  const headers = { authorization: 'Basic «api-key»', 'content-type': 'application/json' };
  const line = curlFor(
    callExchange({ headers, body: '{"name":"O\'Neil"}' }),
    shellLinesFor({ OS: 'Windows_NT' }),
  );
  assert.match(line, /^curl\.exe -i /);
  assert.ok(line.includes('-u "$($env:ASTROLABE_API_KEY):"'), line);
  assert.ok(line.endsWith(`--data-binary '{"name":"O''Neil"}'`), line);
});
