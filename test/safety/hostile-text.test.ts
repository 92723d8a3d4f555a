/** What a destination, a control plane or a file says cannot command the terminal or the CI system that shows it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder } from '../folder.ts';
import { runCommand } from '../outside/index.ts';
import { json, startEcho } from './echo.ts';

const HOSTILE = [
  '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\b\u202eevil\u2066\u{e0041}\ufeff',
  '::set-output name=x::y',
  '::add-mask::a\n::stop-commands::b',
  '##vso[task.setvariable variable=x]y ##[error]z',
  "##teamcity[buildStop comment='x']",
].join('\n');

const KEY = 'canary-0123456789abcdefXYZ';
const UNSAFE = /(?!\n|\t|\u200c|\u200d|\u2060)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const COMMAND = /^\s*::[a-z-]+[^\n]*::|##(?:vso|teamcity)?\[/im;

function assertHarmless({ out, err }: { readonly out: string; readonly err: string }): void {
  for (const text of [out, err]) {
    assert.equal(UNSAFE.exec(text), null);
    assert.equal(COMMAND.exec(text), null);
  }
}

/** Runs a command against a server that answers everything with one body. */
async function against(status: number, body: unknown, words: (origin: string) => string[]) {
  const echo = await startEcho((_, __, response) => json(response, status, body));
  try {
    const ran = await runCommand(words(echo.origin), { ASTROLABE_API_KEY: KEY });
    assert.notEqual(ran.exitCode, 5, ran.err);
    return ran;
  } finally {
    await echo.close();
  }
}

const NESTED: unknown = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`);

describe('hostile text', { concurrency: 8 }, () => {
  const calls = () => {
    const file = join(makeFolder('calls'), 'calls.ndjson');
    writeFileSync(file, '{"type":"track","userId":"u","event":"E"}\n');
    return file;
  };
  for (const words of [[], ['--json']]) {
    it(`of a destination is harmless in the output of send ${words.join('')}`, async () => {
      const file = calls();
      const ran = await against(400, { message: HOSTILE }, (origin) => [
        'send',
        file,
        '--base-url',
        origin,
        ...words,
      ]);
      assert.equal(ran.exitCode, 1);
      assertHarmless(ran);
    });

    it(`of a destination is harmless in the output of verify ${words.join('')}`, async () => {
      const argv = ['verify', '--clauses', 'AST-IDENT-001', ...words];
      for (const status of [200, 400]) {
        assertHarmless(
          await against(status, { message: HOSTILE, [HOSTILE]: 1 }, (origin) => [
            ...argv,
            ...['--base-url', origin, '--records-url', origin],
          ]),
        );
      }
    });
  }

  it('in a file is harmless in the output of lint, and in that of send', async () => {
    const file = join(makeFolder('calls'), 'hostile.ndjson');
    const call = { type: HOSTILE, userId: 7, event: HOSTILE, [HOSTILE]: 1, message: HOSTILE };
    writeFileSync(file, `${JSON.stringify(call)}\n${HOSTILE}\n`);
    for (const words of [[], ['--json']]) assertHarmless(await runCommand(['lint', file, ...words]));
    assertHarmless(await against(200, {}, (origin) => ['send', file, '--base-url', origin]));
  });

  it('in a page is harmless in the output of drift', async () => {
    const file = join(makeFolder('page'), 'page.html');
    writeFileSync(file, `<p>${HOSTILE}</p><p>Segment ${HOSTILE} sends</p>`);
    for (const words of [[], ['--json']]) assertHarmless(await runCommand(['drift', file, ...words]));
  });

  it('in an option or a configuration file is harmless in an error', async () => {
    assertHarmless(await runCommand(['verify', '--base-url', HOSTILE]));
    assertHarmless(await runCommand(['verify', `--${HOSTILE}`]));
    assertHarmless(await runCommand([HOSTILE]));
    const file = join(makeFolder('config'), 'config.yaml');
    writeFileSync(file, JSON.stringify({ [HOSTILE]: HOSTILE }));
    assertHarmless(await runCommand(['verify', '--config', file]));
  });

  const view = { key: HOSTILE, name: HOSTILE, nextSyncAt: HOSTILE, members: 1 };
  const sync = { kind: HOSTILE, state: 'ended', total: 1, begun: 1, calls: 1, delivered: 1, failed: 0 };
  const answers: Readonly<Record<string, unknown>> = {
    'a refusal': { message: HOSTILE, code: HOSTILE },
    'a list': { audiences: [view], computedTraits: [view] },
    'a list of syncs': {
      audiences: [{ ...view, latestSync: { ...sync, skipped: { [HOSTILE]: 1 } } }],
      computedTraits: [],
    },
    'what was created': { audience: view, computedTrait: view, notes: [HOSTILE] },
    'a sync': { ...view, latestSync: { ...sync, skipped: { [HOSTILE]: 1 } } },
    'members of another type': { audiences: [null, 1, HOSTILE], computedTraits: { a: 1 }, latestSync: 7 },
    'a preview': { [HOSTILE]: HOSTILE },
    'something nested': { audiences: NESTED, message: NESTED, preview: NESTED },
  };
  const commands = [
    ['list'],
    ['create', 'x'],
    ['preview', 'x'],
    ['sync', 'x'],
    ['remove', 'x'],
    ['create-trait', 'x', '--formula', '{}'],
  ];
  for (const [what, body] of Object.entries(answers)) {
    it(`of a control plane is harmless in ${what}`, async () => {
      for (const status of [200, 400]) {
        for (const words of commands) {
          const argv = (origin: string) => ['audience', ...words, '--control-url', origin];
          assertHarmless(await against(status, body, argv));
        }
      }
    });
  }
});
