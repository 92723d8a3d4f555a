/** `emulate` and `exec` as processes: what they print, how they end. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { startDestination } from './destination/index.ts';
import { eventually } from './eventually.ts';
import { runCommand } from './shell.ts';

const root = resolve(import.meta.dirname, '..');

function start(env: Record<string, string>, ...words: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
}

async function ready(child: ChildProcess): Promise<Record<string, string>> {
  assert.ok(child.stdout);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = await once(child, 'exit');
  return code;
}

function basic(key: string | undefined): string {
  return `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
}

function postTrack(addresses: Record<string, string>, messageId: string): Promise<Response> {
  return fetch(`${addresses.ingressUrl}/v1/track`, {
    method: 'POST',
    headers: { authorization: basic(addresses.writeKey), 'content-type': 'application/json' },
    body: JSON.stringify({ messageId, userId: 'u1', event: 'Tried' }),
  });
}

describe('emulate', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints its addresses in one line of JSON, and ends with ${signal}`, async () => {
      const child = start({}, 'emulate', '--port', '0', '--json');
      const addresses = await ready(child);
      assert.equal((await fetch(`${addresses.controlUrl}/ready`)).status, 200);
      const started = Date.now();
      assert.equal(await stop(child, signal), 0);
      assert.ok(Date.now() - started < 2000);
    });
  }

  it('delivers to a destination at another URL', async () => {
    const destination = await startDestination();
    const child = start(
      {},
      'emulate',
      '--port',
      '0',
      '--json',
      '--forward-to',
      destination.baseUrl,
      '--forward-api-key',
      destination.apiKey,
    );
    try {
      const addresses = await ready(child);
      assert.equal((await postTrack(addresses, 'm1')).status, 200);
      const events = await eventually(async () => {
        const answer = await fetch(`${destination.recordsUrl}/events?userId=u1`, {
          headers: { authorization: basic(destination.apiKey) },
        });
        return ((await answer.json()) as { events: { messageId: string }[] }).events;
      });
      assert.deepEqual(
        events.map(({ messageId }) => messageId),
        ['m1'],
      );
    } finally {
      await stop(child, 'SIGTERM');
      await destination.close();
    }
  });

  it('stops time with --clock frozen, and shows what an outage costs', async () => {
    const child = start(
      {},
      'emulate',
      '--port',
      '0',
      '--json',
      '--clock',
      'frozen',
      '--forward-to',
      'http://127.0.0.1:9/away',
      '--forward-api-key',
      'k',
    );
    try {
      const { controlUrl, ...addresses } = await ready(child);
      await postTrack({ controlUrl: controlUrl ?? '', ...addresses }, 'm1');
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
      await stop(child, 'SIGTERM');
    }
  });

  it('prints at its end how many deliveries were waiting', async () => {
    const away = ['--forward-to', 'http://127.0.0.1:9/away', '--forward-api-key', 'k'];
    const child = start({}, 'emulate', '--port', '0', '--json', ...away);
    const addresses = await ready(child);
    await postTrack(addresses, 'm1');
    await postTrack(addresses, 'm2');
    assert.ok(child.stderr);
    const [said] = await Promise.all([text(child.stderr), stop(child, 'SIGTERM')]);
    assert.equal(said, '2 deliveries were still waiting and are lost; --data-dir would keep them.\n');
  });

  it('reads its options and further instances from the configuration file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'astrolabe-emulate-'));
    const file = join(folder, 'astrolabe.config.yaml');
    const instances = [
      { name: 'Second', apiKey: '$SECOND_KEY' },
      { id: 'off', enabled: false },
    ];
    writeFileSync(file, JSON.stringify({ emulate: { port: 0, writeKey: 'wk-file', instances } }));
    const child = start({ SECOND_KEY: 'k2' }, 'emulate', '--json', '--config', file);
    try {
      const { controlUrl, writeKey } = await ready(child);
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
      await stop(child, 'SIGTERM');
      rmSync(folder, { recursive: true });
    }
  });

  it('generates a control token if it listens beyond this machine, and audience accepts it', async () => {
    const child = start({}, 'emulate', '--port', '0', '--json', '--host', '0.0.0.0');
    try {
      const { controlUrl = '', controlToken = '' } = await ready(child);
      assert.equal((await fetch(`${controlUrl}/state`)).status, 401);
      const list = (variables: Record<string, string>) => runCommand(['audience', 'list'], variables);
      const refused = await list({ ASTROLABE_CONTROL_URL: controlUrl });
      assert.equal(refused.exitCode, 2);
      assert.match(refused.err, /requires the token/);
      const variables = { ASTROLABE_CONTROL_URL: controlUrl, ASTROLABE_CONTROL_TOKEN: controlToken };
      assert.equal((await list(variables)).exitCode, 0);
    } finally {
      await stop(child, 'SIGTERM');
    }
  });

  it('prints what to paste', async () => {
    const child = start({}, 'emulate', '--port', '0');
    assert.ok(child.stdout);
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.includes('Ctrl-C')) break;
    }
    await stop(child, 'SIGTERM');
    assert.match(said, /new Analytics\(\{ writeKey: 'wk_\w+', host: 'http:\/\/127\.0\.0\.1:\d+' \}\)/);
    assert.match(said, /apiHost: '127\.0\.0\.1:\d+\/v1', protocol: 'http'/);
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
    const child = start({}, 'exec', '--', process.execPath, '-e', script);
    const [code] = await once(child, 'exit');
    assert.equal(code, 7, child.stderr ? await text(child.stderr) : '');
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
