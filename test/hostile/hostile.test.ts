/** Some hostile ways, of each kind; `npm run hostile` meets all of them. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { runCommand } from '../shell.ts';
import { faultsIn } from './search.ts';
import { API_KEY, BIDI, CI_COMMANDS, ESCAPES, formsOf } from './texts.ts';
import { WAYS } from './ways.ts';

/** Twice what a run promises: from the sources, for a coverage run, the program needs more. */
const MEMORY_MB = 600;

/** The rest takes minutes. */
const SOME = [
  'destination: 900 KB each time',
  'destination: a switch of protocols',
  'destination: a broken chunk size',
  'destination: a header line without end',
  'destination: Retry-After of 61 s at the first control',
  'destination: the key in the refusal of the first control',
  'destination: CI commands in every refusal',
  'Records API: Users without end',
  'Records API: an object of 100,000 members',
  'Records API: names of prototypes',
  'Records API: numbers beyond every limit',
  'Records API: the key as the value of every property',
  'Records API: CI commands in a refusal',
  'command: send --json',
  'command: audience list',
  'command: drift of a page',
];

describe('a hostile way', { concurrency: 2 }, () => {
  for (const name of SOME) {
    it(`achieves nothing: ${name}`, { timeout: 300_000 }, async () => {
      const meet = WAYS.get(name);
      assert.ok(meet, 'there is no such way');
      assert.deepEqual((await meet(MEMORY_MB)).faults, []);
    });
  }
});

describe('a control plane that answers in another shape', () => {
  const bodies = [
    '{"audiences":[null],"computedTraits":[1]}',
    '{"audience":null}',
    '{"computedTrait":{"key":1}}',
    '[1]',
  ];
  for (const words of [['list'], ['create', 'Fans'], ['create-trait', 'Sum', '--formula', '{}']]) {
    it(`is refused in a sentence: audience ${words[0]}`, async () => {
      for (const body of bodies) {
        const server = createServer((request, response) => request.resume() && response.end(body));
        await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const ran = await runCommand(['audience', ...words, '--control-url', url]);
        server.closeAllConnections();
        server.close();
        assert.equal(ran.exitCode, 2, `${body}: ${ran.err}`);
        assert.match(ran.err, /not a control plane/);
      }
    });
  }
});

describe('the search of what a hostile way leaves behind', () => {
  for (const [form, key] of Object.entries(formsOf(API_KEY))) {
    it(`finds the key: ${form}`, () => {
      assert.match(faultsIn('here', `x${key}y`, 'data').join(), /^here: the key/);
    });
  }

  it('finds the Base64 of a key behind any bytes', () => {
    for (const before of ['', 'a', 'ab', 'abc', '{"key":"']) {
      const text = Buffer.from(`${before}${API_KEY}"}`).toString('base64');
      assert.match(faultsIn('here', text, 'data').join(), /the key/);
    }
  });

  it('finds control characters and commands, and nothing else', () => {
    assert.match(faultsIn('here', ESCAPES, 'data').join(), /control character/);
    for (const character of [...BIDI].filter((one) => /[^a-z.]/.test(one))) {
      assert.match(faultsIn('here', `a${character}`, 'text').join(), /control character/);
    }
    for (const line of CI_COMMANDS.split('\n').filter((one) => one !== '')) {
      assert.match(faultsIn('here', `first\n${line}`, 'terminal').join(), /CI command/, line);
    }
    assert.deepEqual(faultsIn('here', 'a :: b\n\tc ##[x]\nstd::string', 'terminal'), []);
  });
});
