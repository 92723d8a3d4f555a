/** `emulate` and `exec` as processes: what they print and how they end. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { basic } from '../emulator/testing.ts';
import { startDestination } from './destination/index.ts';
import { eventually } from './eventually.ts';
import { makeFolder } from './folder.ts';
import { type Printed, type Running, startProgram } from './program.ts';
import { readRecords } from './records.ts';
import { runCommand } from './shell.ts';

/** Starts `emulate` on a free port. */
function emulate(...words: string[]): Running {
  return startProgram(['emulate', '--port', '0', ...words]);
}

function postTrack(addresses: Printed, messageId: string): Promise<Response> {
  return fetch(`${addresses.ingressUrl}/v1/track`, {
    method: 'POST',
    headers: { authorization: basic(addresses.writeKey), 'content-type': 'application/json' },
    body: JSON.stringify({ messageId, userId: 'u1', event: 'Tried' }),
  });
}

describe('emulate', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints its addresses in one line of JSON, and ends with ${signal}`, async () => {
      const emulator = emulate('--json');
      const addresses = await emulator.firstLine();
      assert.equal((await fetch(`${addresses.controlUrl}/ready`)).status, 200);
      const started = Date.now();
      assert.equal((await emulator.stop(signal)).code, 0);
      assert.ok(Date.now() - started < 2000);
    });
  }

  it('delivers to a destination at another URL', async () => {
    const destination = await startDestination();
    const emulator = emulate(
      '--json',
      '--forward-to',
      destination.baseUrl,
      '--forward-api-key',
      destination.apiKey,
    );
    try {
      const addresses = await emulator.firstLine();
      assert.equal((await postTrack(addresses, 'm1')).status, 200);
      const events = await eventually(() => readRecords(destination, 'events?userId=u1'));
      assert.deepEqual(
        events.map(({ messageId }) => messageId),
        ['m1'],
      );
    } finally {
      await emulator.stop('SIGTERM');
      await destination.close();
    }
  });

  it('stops time with --clock frozen, and shows the effect of an outage', async () => {
    const emulator = emulate(
      '--json',
      '--clock',
      'frozen',
      '--forward-to',
      'http://127.0.0.1:9/away',
      '--forward-api-key',
      'k',
    );
    try {
      const addresses = await emulator.firstLine();
      const { controlUrl } = addresses;
      await postTrack(addresses, 'm1');
      const move = await fetch(`${controlUrl}/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"ms": 18000000}',
      });
      assert.equal(((await move.json()) as { count: number }).count, 8);
      const traces = await fetch(`${controlUrl}/traces?messageId=m1`);
      const [trace] = ((await traces.json()) as { traces: { outcome: string }[] }).traces;
      assert.equal(trace?.outcome, 'errors.discarded.ECONNREFUSED');
    } finally {
      await emulator.stop('SIGTERM');
    }
  });

  it('prints at its end how many deliveries were waiting', async () => {
    const away = ['--forward-to', 'http://127.0.0.1:9/away', '--forward-api-key', 'k'];
    const emulator = emulate('--json', ...away);
    const addresses = await emulator.firstLine();
    await postTrack(addresses, 'm1');
    await postTrack(addresses, 'm2');
    await emulator.stop('SIGTERM');
    assert.equal(
      emulator.err(),
      '2 deliveries were still waiting and are lost; --data-dir would keep them.\n',
    );
  });

  it('reads its options and further instances from the configuration file', async () => {
    const file = join(makeFolder('emulate'), 'astrolabe.config.yaml');
    const instances = [
      { name: 'Second', apiKey: '$SECOND_KEY' },
      { id: 'off', enabled: false },
    ];
    writeFileSync(file, JSON.stringify({ emulate: { port: 0, writeKey: 'wk-file', instances } }));
    const emulator = startProgram(['emulate', '--json', '--config', file], { env: { SECOND_KEY: 'k2' } });
    try {
      const { controlUrl, writeKey } = await emulator.firstLine();
      assert.equal(writeKey, 'wk-file');
      const answer = await fetch(`${controlUrl}/instances`);
      const { instances: shown } = (await answer.json()) as { instances: Record<string, unknown>[] };
      assert.deepEqual(
        shown.slice(1, 3).map(({ id, name, enabled }) => [id, name, enabled]),
        [
          ['instance-2', 'Second', true],
          ['off', 'Astrolabe', false],
        ],
      );
    } finally {
      await emulator.stop('SIGTERM');
    }
  });

  it('generates a control token if other machines can connect, and audience accepts the token', async () => {
    const emulator = emulate('--json', '--host', '0.0.0.0');
    try {
      const { controlUrl, controlToken = '' } = await emulator.firstLine();
      assert.equal((await fetch(`${controlUrl}/state`)).status, 401);
      const list = (variables: Record<string, string>) => runCommand(['audience', 'list'], variables);
      const refused = await list({ ASTROLABE_CONTROL_URL: controlUrl });
      assert.equal(refused.exitCode, 2);
      assert.match(refused.err, /requires the token/);
      const variables = { ASTROLABE_CONTROL_URL: controlUrl, ASTROLABE_CONTROL_TOKEN: controlToken };
      assert.equal((await list(variables)).exitCode, 0);
    } finally {
      await emulator.stop('SIGTERM');
    }
  });

  it('prints settings to paste', async () => {
    const emulator = emulate();
    await eventually(async () => (emulator.out().includes('Ctrl-C') ? [true] : []));
    await emulator.stop('SIGTERM');
    assert.match(
      emulator.out(),
      /new Analytics\(\{ writeKey: 'wk_\w+', host: 'http:\/\/127\.0\.0\.1:\d+' \}\)/,
    );
    assert.match(emulator.out(), /apiHost: '127\.0\.0\.1:\d+\/v1', protocol: 'http'/);
  });

  const refused: readonly [string, string[], RegExp][] = [
    ['a forward URL that is not a URL', ['--forward-to', 'nowhere', '--forward-api-key', 'k'], /http/],
    [
      'a forward URL with another scheme',
      ['--forward-to', 'ftp://127.0.0.1/x', '--forward-api-key', 'k'],
      /http/,
    ],
    ['an unknown choice', ['--choice', 'weather=fine'], /weather/],
    ['a choice without a value', ['--choice', 'weather'], /NAME=VALUE/],
    ['a port that is not a number', ['--port', 'http'], /--port must be a whole number/],
    ['an unknown clock', ['--clock', 'slow'], /real or frozen/],
    ['a timeout that is not a duration', ['--timeout', 'soon'], /--timeout must be a duration/],
  ];
  for (const [what, words, sentence] of refused) {
    it(`refuses ${what} with a sentence`, async () => {
      const ran = await runCommand(['emulate', '--port', '0', ...words]);
      assert.equal(ran.exitCode, 2);
      assert.match(ran.err, sentence);
      assert.doesNotMatch(ran.err, /\n\s+at /);
    });
  }
});

describe('exec', () => {
  it('runs a command with the emulator’s addresses and returns its exit code', async () => {
    const script = `
      fetch(process.env.ASTROLABE_CONTROL_URL + '/ready').then(({ status }) => {
        const { ASTROLABE_BASE_URL: base, ASTROLABE_WRITE_KEY: key } = process.env;
        process.exit(status === 200 && base.endsWith('/astrolabe') && key ? 7 : 1);
      });`;
    const running = startProgram(['exec', '--', process.execPath, '-e', script]);
    assert.equal((await running.ended).code, 7, running.err());
  });

  it('starts the emulator with the options before the command', async () => {
    const script = "process.exit(process.env.ASTROLABE_API_KEY === 'k-exec' ? 0 : 1)";
    const ran = await runCommand(['exec', '--api-key', 'k-exec', '--', process.execPath, '-e', script]);
    assert.equal(ran.exitCode, 0, ran.err);
  });

  it('reports that there is no such command', async () => {
    const ran = await runCommand(['exec', '--', 'no-such-command-anywhere']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /there is no command "no-such-command-anywhere"/);
  });
});
