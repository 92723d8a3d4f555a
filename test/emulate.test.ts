/** `emulate` and `exec` as processes: what they print and how they end. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { basic } from '../emulator/testing.ts';
import { startDestination } from './destination/index.ts';
import { eventually } from './eventually.ts';
import { makeFolder } from './folder.ts';
import { moduleOf, PROGRAM, type Printed, type Running, startProgram } from './program.ts';
import { readRecords } from './records.ts';
import { runCommand } from './shell.ts';
import { slowness } from './slowness.ts';

const isFromSources = PROGRAM.length > 1;

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

describe('emulate --snapshot', () => {
  const folder = makeFolder('snapshot');
  const post = (url: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' } });

  it('continues from a document that was downloaded, with other keys', async () => {
    const path = join(folder, 'seeded.json');
    const first = emulate('--json', '--clock', 'frozen');
    const { controlUrl, ...addresses } = await first.firstLine();
    await postTrack({ controlUrl, ...addresses }, 'm1');
    assert.equal((await post(`${controlUrl}/snapshots/seeded`)).status, 201);
    const document = await (await fetch(`${controlUrl}/snapshots/seeded`)).text();
    writeFileSync(path, document);
    await first.stop('SIGTERM');
    for (const key of [addresses.apiKey, addresses.writeKey]) assert.ok(!document.includes(key));

    const second = emulate('--json', '--snapshot', path, '--api-key', 'ak-2');
    const next = await second.firstLine();
    const events = await readRecords({ recordsUrl: next.recordsUrl, apiKey: 'ak-2' }, 'events?userId=u1');
    assert.deepEqual(
      events.map(({ messageId }) => messageId),
      ['m1'],
    );
    const clock = (await (await fetch(`${next.controlUrl}/clock`)).json()) as Record<string, string>;
    const { now, mode } = JSON.parse(document).clock;
    assert.deepEqual([clock.mode, Date.parse(clock.now ?? '')], [mode, now]);
    await second.stop('SIGTERM');

    const command = `process.exit(process.env.ASTROLABE_API_KEY === 'ak-3' ? 0 : 1)`;
    const words = ['exec', '--snapshot', path, '--api-key', 'ak-3', '--', process.execPath, '-e', command];
    assert.equal((await runCommand(words)).exitCode, 0);
  });

  const BROKEN: readonly (readonly [what: string, text: string | undefined, expected: RegExp])[] = [
    ['a file that is not there', undefined, /cannot be read \(ENOENT\)/],
    ['a file that is not JSON', '{', /is not JSON: pass a document/],
    ['a list', '[]', /has no JSON object/],
    ['something else', '{}', /this is not a snapshot/],
    [
      'another version',
      '{"format": "astrolabe-snapshot", "version": 7}',
      /was written by version 7 \(\/version\); this emulator reads version 1: take it again/,
    ],
    ['a part of one', '{"format": "astrolabe-snapshot", "version": 1}', /snapshot needs clock/],
  ];
  for (const [what, text, expected] of BROKEN) {
    it(`refuses ${what} with exit code 2`, async () => {
      const path = join(folder, `${what}.json`);
      if (text !== undefined) writeFileSync(path, text);
      for (const words of [['emulate', '--port', '0'], ['exec']]) {
        const end = words[0] === 'exec' ? ['--', 'true'] : [];
        const ran = await runCommand([...words, '--snapshot', path, ...end]);
        assert.equal(ran.exitCode, 2, ran.err);
        assert.match(ran.err, expected);
        assert.doesNotMatch(ran.err, /\n\s+at /);
      }
    });
  }

  it('refuses a data directory beside it', async () => {
    const ran = await runCommand(['emulate', '--snapshot', 'x.json', '--data-dir', join(folder, 'data')]);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /--snapshot cannot be combined with --data-dir/);
  });
});

describe('emulate', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`prints its addresses in one line of JSON, and ends with ${signal}`, async () => {
      const emulator = emulate('--json');
      const addresses = await emulator.firstLine();
      assert.equal((await fetch(`${addresses.controlUrl}/ready`)).status, 200);
      const started = Date.now();
      assert.equal((await emulator.stop(signal)).code, 0);
      assert.ok(Date.now() - started < 2000 * slowness());
    });
  }

  for (const [shell, env, lines] of [
    [
      'a POSIX shell',
      {},
      [/^ {2}export ASTROLABE_WRITE_KEY=wk-1$/m, /^ {2}curl -u ak-1: 'http:.*userId123'$/m],
    ],
    [
      'PowerShell',
      { OS: 'Windows_NT' },
      [/^ {2}\$env:ASTROLABE_WRITE_KEY = 'wk-1'$/m, /^ {2}curl\.exe -u 'ak-1:' 'http:.*userId123'$/m],
    ],
  ] as const) {
    it(`prints lines to copy into ${shell}`, async () => {
      const keys = { ASTROLABE_WRITE_KEY: 'wk-1', ASTROLABE_API_KEY: 'ak-1' };
      const emulator = startProgram(['emulate', '--port', '0'], { env: { ...env, ...keys } });
      while (!emulator.out().includes('Ctrl-C stops it'))
        await once(emulator.child.stdout as Readable, 'data');
      await emulator.stop('SIGTERM');
      for (const line of lines) assert.match(emulator.out(), line);
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

  for (const [signal, code] of [
    ['SIGKILL', 137],
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const) {
    it(`returns ${code} for a command that ${signal} ended, as a shell does`, async () => {
      const script = `process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000);`;
      const running = startProgram(['exec', '--', process.execPath, '-e', script]);
      assert.deepEqual(await running.ended, { code, signal: null }, running.err());
    });
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`passes ${signal} on, and returns what the command makes of it`, async () => {
      const script = `process.on('${signal}', () => process.exit(9)); console.log('1'); setInterval(() => {}, 1000);`;
      const running = startProgram(['exec', '--', process.execPath, '-e', script]);
      await running.firstLine();
      assert.deepEqual(await running.stop(signal), { code: 9, signal: null }, running.err());
    });
  }

  it('returns 126 and 127 if the command itself does', async () => {
    for (const code of [126, 127]) {
      const ran = await runCommand(['exec', '--', process.execPath, '-e', `process.exit(${code})`]);
      assert.equal(ran.exitCode, code, ran.err);
    }
  });

  it('takes the options of emulate, and not the port of its part of the configuration file', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const config = join(makeFolder('exec-config'), 'config.json');
    writeFileSync(config, JSON.stringify({ emulate: { port, apiKey: 'from-file', clock: 'frozen' } }));
    const script = `fetch(process.env.ASTROLABE_CONTROL_URL + '/clock').then((response) => response.json()).then(({ mode }) =>
      process.exit(mode === 'frozen' && process.env.ASTROLABE_API_KEY === 'from-file' ? 0 : 1));`;
    const command = ['--', process.execPath, '-e', script];
    const running = startProgram(['exec', '--config', config, ...command]);
    assert.equal((await running.ended).code, 0, running.err());
    const busy = await runCommand(['exec', '--port', String(port), ...command]);
    assert.equal(busy.exitCode, 2);
    assert.match(busy.err, new RegExp(`port ${port} is in use`));
    await new Promise((closed) => other.close(closed));
  });

  it('makes the command trust the certificate of --tls, or says that it must', async () => {
    const script = `fetch(process.env.ASTROLABE_CONTROL_URL + '/ready').then(({ status }) => process.exit(
      status === 200 && process.env.ASTROLABE_BASE_URL.startsWith('https:') ? 0 : 1), () => process.exit(3));`;
    const running = startProgram(['exec', '--tls', '--', process.execPath, '-e', script]);
    assert.equal((await running.ended).code, 0, running.err());
    const env = { NODE_EXTRA_CA_CERTS: '/nowhere.pem' };
    const set = startProgram(['exec', '--tls', '--', process.execPath, '-e', script], { env });
    assert.equal((await set.ended).code, 3);
    assert.match(set.err(), /NODE_EXTRA_CA_CERTS is set already, so the command must trust \S+cert\.pem/);
  });

  describe('on Windows', () => {
    /** The program with another platform, and in the place of cmd.exe a program that prints what it is called with. */
    function onWindows(words: readonly string[]) {
      const folder = makeFolder('windows');
      writeFileSync(join(folder, 'npm.CMD'), '');
      const comspec = join(folder, 'cmd.exe');
      writeFileSync(
        comspec,
        `#!${process.execPath}\nconsole.log(JSON.stringify(process.argv.slice(2)));process.exit(1);`,
      );
      chmodSync(comspec, 0o755);
      const platform = "Object.defineProperty(process, 'platform', { value: 'win32' });";
      const argv = [
        '--import',
        `data:text/javascript,${encodeURIComponent(platform)}`,
        moduleOf('cli/main'),
        ...words,
      ];
      return spawnSync(process.execPath, argv, {
        env: { PATH: folder, comspec, OS: 'Windows_NT' },
        encoding: 'utf8',
        timeout: 60_000,
      });
    }

    it('finds npm.cmd, and quotes for cmd.exe', {
      skip: isFromSources && 'tsx knows the real platform',
    }, () => {
      const { status, stdout, stderr } = onWindows(['exec', '--', 'npm', 'run', 'a b', '%PATH%&"c"']);
      assert.equal(status, 1, stderr);
      assert.deepEqual(JSON.parse(stdout), [
        '/d',
        '/s',
        '/c',
        '"npm ^"run^" ^"a^ b^" ^"^%PATH^%^&\\^"c\\^"^""',
      ]);
    });

    it('reports that there is no such command', {
      skip: isFromSources && 'tsx knows the real platform',
    }, () => {
      const { status, stderr } = onWindows(['exec', '--', 'nmp', 'test']);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /exec: there is no command "nmp"/);
    });
  });

  it('reports that there is no such command', async () => {
    const ran = await runCommand(['exec', '--', 'no-such-command-anywhere']);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /there is no command "no-such-command-anywhere"/);
  });

  it('reports that a command cannot be run', async () => {
    const ran = await runCommand(['exec', '--', makeFolder('no-command')]);
    assert.equal(ran.exitCode, 2);
    assert.match(ran.err, /exec: the command ".*" cannot be run \(EACCES\)/);
  });
});
