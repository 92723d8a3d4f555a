/** `verify --watch` as a whole, without a destination, a disk or a terminal of its own. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../../harness/settings.ts';
import { clause, example, recordOf } from '../../../reports/fixtures/record.ts';
import { makeFolder } from '../../../test/folder.ts';
import { guardShell } from '../../guard-shell.ts';
import { readOptions } from '../../options/read-options.ts';
import { CommandError, type Terminal } from '../../shell.ts';
import { VERIFY, type VerifyOptions } from '../verify.ts';
import type { GradeOnce } from './run-plan.ts';
import { runWatch } from './run-watch.ts';
import { manualTimers } from './testing.ts';

const about = { level: 'MUST', evidence: 'wire', title: 'A rule' } as const;
const ALL = ['AST-HTTP-001', 'AST-HTTP-004', 'AST-HTTP-008'];
const ESC = String.fromCharCode(27);

interface Setting {
  readonly hasTerminal?: boolean;
  readonly given?: Readonly<Record<string, unknown>>;
}

/** A watch whose destination fails the clauses in `broken`, and whose runs end when the test says so. */
function watching({ hasTerminal = false, given = {} }: Setting = {}) {
  const cwd = makeFolder('watch');
  const timers = manualTimers();
  const broken = new Set<string>();
  const runs: {
    readonly options: VerifyOptions;
    readonly end: (stopped?: boolean) => void;
    readonly kept: boolean[];
  }[] = [];
  const asked: string[] = [];
  const heard = {
    change: (_path: string) => {},
    stop: () => {},
    key: (_key: string) => {},
    resize: () => {},
  };
  const world = {
    away: undefined as string | undefined,
    isListening: true,
    now: 0,
    rejects: undefined as Error | undefined,
  };
  let out = '';
  let listeners = 0;
  const size = { columns: 60, rows: 16 };
  const listening = () => {
    listeners += 1;
    return () => {
      listeners -= 1;
    };
  };
  const terminal: Terminal = {
    argv: [],
    nodeVersion: '20.20.2',
    env: {},
    cwd,
    out: (text) => {
      out += text;
    },
    err: (text) => asked.push(text),
    surviveLostOutput: () => {},
    interactive: hasTerminal,
    live: hasTerminal,
    colour: hasTerminal,
    errColour: hasTerminal,
    errLater: (_text, written) => queueMicrotask(written),
    width: 60,
    screen: hasTerminal
      ? {
          size: () => size,
          draw: (text) => {
            out += text;
          },
          onResize(callback) {
            heard.resize = callback;
            return listening();
          },
        }
      : undefined,
    onKey: hasTerminal
      ? (callback) => {
          heard.key = callback;
          return listening();
        }
      : undefined,
    ask: () => Promise.reject(new Error('nothing is asked')),
    onStop(callback) {
      heard.stop = () => callback('SIGINT');
      return listening();
    },
    random: () => 0.5,
    own: () => Promise.reject(new Error('nothing is started')),
    spawn: () => Promise.reject(new Error('nothing is started')),
  };
  const gradeOnce: GradeOnce = async (options, shell, watched) => {
    if (world.rejects !== undefined) throw world.rejects;
    const kept: boolean[] = [];
    const settings = { baseUrl: 'http://127.0.0.1:1/x', embedded: false } as Settings;
    let end = (_stopped?: boolean) => {};
    const ended = new Promise<boolean>((resolve) => {
      end = (stopped = false) => resolve(stopped);
    });
    const entry = { options, end, kept };
    runs.push(entry);
    if (!(await watched.ready(settings))) return 3;
    shell.redraw('[██] 1/3 examples');
    shell.out('the report of a run');
    shell.onStop(() => end(true));
    const stopped = await ended;
    const ids = options.clauses.length === 0 ? ALL : options.clauses;
    const clauses = ids.map((id) =>
      clause(id, about, [
        example(`${id}.1`, broken.has(id) ? 'fail' : 'pass', { difference: { message: 'it was different' } }),
      ]),
    );
    const isRed = ids.some((id) => broken.has(id));
    const exitCode = stopped ? 3 : isRed ? 1 : 0;
    const verdict = stopped ? 'incomplete' : isRed ? 'nonconformant' : 'conformant';
    kept.push(watched.ended(recordOf(clauses, { verdict }, { exitCode, stopped })));
    return exitCode;
  };
  const options = readOptions(VERIFY.options, { given: { watch: ['.'], ...given }, env: {} });
  const over = runWatch(options, guardShell(terminal), gradeOnce, {
    files: async (_paths, onChange) => {
      heard.change = onChange;
      return async () => {};
    },
    after: timers.after,
    now: () => {
      world.now += 1000;
      return world.now;
    },
    whyNotAnswering: async () => world.away,
    isListening: async () => world.isListening,
  });
  over.catch(() => {});
  const settle = async () => {
    for (let times = 0; times < 5; times += 1) await timers.settled();
  };
  return {
    over,
    runs,
    broken,
    world,
    heard,
    size,
    settle,
    listeners: () => listeners,
    errors: asked,
    out: () => out,
    /** What the window shows. */
    shown: () =>
      (out.split(`${ESC}[H`).at(-1) ?? '').replaceAll(new RegExp(`${ESC}\\[\\d*[A-Za-z]`, 'g'), ''),
    async change(path = 'a.ts') {
      heard.change(`${cwd}/${path}`);
      timers.advance(100);
      await settle();
    },
    async advance(ms: number) {
      timers.advance(ms);
      await settle();
    },
    async end() {
      await settle();
      runs.at(-1)?.end();
      await settle();
    },
  };
}

describe('verify --watch without a terminal', () => {
  it('prints one plain block for each run, and writes reports for runs of everything', async () => {
    const watch = watching();
    watch.broken.add('AST-HTTP-004');
    await watch.end();
    assert.match(watch.out(), /everything\nNot conformant[\s\S]*✗ AST-HTTP-004\.1 [\s\S]*\nwatching \. /);
    watch.broken.clear();
    await watch.change();
    await watch.end();
    await watch.end();
    assert.match(watch.out(), /what failed: 1 clause after a change of a\.ts\nConformant/);
    assert.match(watch.out(), /everything after a change of a\.ts\nConformant/);
    assert.equal(watch.out().includes(ESC), false);
    assert.doesNotMatch(watch.out(), /the report of a run|examples/);
    assert.deepEqual(
      watch.runs.map(({ options, kept }) => [options.clauses, kept]),
      [
        [[], [true]],
        [['AST-HTTP-004'], [false]],
        [[], [true]],
      ],
    );
    watch.heard.stop();
    assert.equal(await watch.over, 0);
    assert.equal(watch.listeners(), 0);
  });

  it('says that it waits for the target, once, and blames no clause meanwhile', async () => {
    const watch = watching();
    watch.broken.add('AST-HTTP-004');
    await watch.end();
    const before = watch.out();
    watch.world.away = 'connection refused';
    await watch.change();
    for (let times = 0; times < 4; times += 1) await watch.advance(250);
    assert.equal(
      watch.out().slice(before.length),
      'waiting for the destination to answer: connection refused\n',
    );
    watch.world.away = undefined;
    await watch.advance(250);
    await watch.end();
    assert.match(watch.out().slice(before.length), /what failed: 1 clause/);
    watch.heard.stop();
    assert.equal(await watch.over, 1);
  });
});

describe('the runs of --watch', () => {
  it('repeat what failed with the same values, without a last look, history or exploration', async () => {
    const watch = watching({ given: { explore: '3', history: true, smoke: true } });
    watch.broken.add('AST-HTTP-004');
    await watch.end();
    await watch.change();
    const [whole, part] = watch.runs.map(({ options }) => options);
    assert.deepEqual(whole, {
      ...part,
      clauses: [],
      seed: undefined,
      lastLook: undefined,
      explore: 3,
      history: true,
      yes: false,
    });
    assert.deepEqual(
      [part?.seed, part?.lastLook, part?.explore, part?.history],
      ['7', '0', undefined, false],
    );
    assert.equal(part?.yes, true, 'a person is asked once');
    watch.heard.stop();
    await watch.over;
  });

  it('end early at a change, and leave reports and exit code as they were', async () => {
    const watch = watching();
    await watch.end();
    await watch.change();
    await watch.change();
    assert.deepEqual(
      watch.runs.map(({ kept }) => kept),
      [[true], [false], []],
    );
    watch.heard.stop();
    assert.equal(await watch.over, 0);
  });

  it('begin again if the target closes its port soon after a change', async () => {
    const watch = watching();
    await watch.end();
    await watch.change();
    watch.world.isListening = false;
    await watch.advance(50);
    assert.deepEqual(
      watch.runs.map(({ kept }) => kept),
      [[true], [false], []],
    );
    watch.heard.stop();
    await watch.over;
  });

  it('survive a file that cannot be used for a moment, except the first', async () => {
    const watch = watching();
    await watch.end();
    watch.world.rejects = new CommandError(2, 'the adapter cannot be loaded');
    await watch.change();
    assert.match(watch.out(), /\n\neverything after a change of a\.ts\nthe adapter cannot be loaded\n/);
    watch.world.rejects = undefined;
    await watch.change();
    assert.equal(watch.runs.length, 2);
    watch.heard.stop();
    await watch.over;
  });

  it('end the program with a fault of its own', async () => {
    const watch = watching();
    await watch.end();
    watch.world.rejects = new Error('a fault');
    await watch.change();
    await assert.rejects(watch.over, /a fault/);
    assert.equal(watch.listeners(), 0);
  });
});

describe('the end of --watch', () => {
  it('keeps what the first run found so far, as without --watch', async () => {
    const watch = watching();
    await watch.settle();
    watch.heard.stop();
    assert.equal(await watch.over, 3);
    assert.deepEqual(watch.runs[0]?.kept, [true]);
    assert.match(watch.out(), /Incomplete|incomplete/);
  });

  it('says that the target never answered', async () => {
    const watch = watching();
    watch.world.away = 'connection refused';
    await watch.settle();
    watch.heard.stop();
    assert.equal(await watch.over, 4);
  });
});

describe('the window of --watch', () => {
  const started = async () => {
    const watch = watching({ hasTerminal: true });
    watch.broken.add('AST-HTTP-004').add('AST-HTTP-008');
    await watch.end();
    return watch;
  };

  it('has the verdict, what failed, what is watched, the last change and the keys, and never scrolls', async () => {
    const watch = await started();
    await watch.change('src/deep/one.ts');
    await watch.end();
    const lines = watch.shown().split('\n');
    assert.equal(lines.length <= watch.size.rows, true);
    assert.ok(lines.every((line) => line.length < watch.size.columns));
    for (const part of [
      /^http:\/\/127\.0\.0\.1:1\/x\n/,
      /\nNot conformant/,
      /\n✗ AST-HTTP-004\.1 /,
      /\nwatching \. /,
      /src\/deep\/one\.ts/,
      /q ends · Enter runs everything · f runs what failed$/,
    ]) {
      assert.match(lines.join('\n'), part);
    }
    watch.size.rows = 8;
    watch.heard.resize();
    assert.equal(watch.shown().split('\n').length, 8);
    watch.heard.key('q');
    assert.equal(await watch.over, 1);
    assert.equal(watch.listeners(), 0);
    assert.doesNotMatch(watch.shown(), /q ends/);
  });

  it('is not commanded by the name of a file', async () => {
    const watch = await started();
    const before = watch.out().length;
    await watch.change(`a${ESC}[2J\u202e\n::error::x.ts`);
    await watch.end();
    const own = new RegExp(`${ESC}\\[(?:H|K|J|\\d\\d?m)`, 'g');
    assert.doesNotMatch(watch.out().slice(before).replaceAll(own, ''), /(?!\n)[\p{Cc}\u202e]|^::/mu);
    assert.match(watch.shown(), /\nlast change [\d:]+ a\S*2J/);
    assert.ok(watch.shown().split('\n').length <= watch.size.rows);
    watch.heard.key('q');
    await watch.over;
  });

  it('shows how far a run is', async () => {
    const watch = await started();
    watch.heard.key('\r');
    await watch.settle();
    assert.match(watch.shown(), /running everything · \[██\] 1\/3 examples/);
    watch.heard.key('\u0003');
    assert.equal(await watch.over, 1);
  });

  it('runs only what failed at f, and everything at Enter, also if the target does not answer', async () => {
    const watch = await started();
    watch.heard.key('f');
    await watch.end();
    watch.world.away = '503';
    watch.heard.key('\u001b[A');
    watch.heard.key('x');
    watch.heard.key('\r');
    await watch.settle();
    assert.match(watch.shown(), /waiting for the destination to answer: 503/);
    watch.heard.key('\r');
    await watch.end();
    assert.deepEqual(
      watch.runs.map(({ options, kept }) => [options.clauses.length, kept]),
      [
        [0, [true]],
        [2, [false]],
        [0, []],
        [0, [true]],
      ],
    );
    watch.heard.key('q');
    assert.equal(await watch.over, 1);
  });
});
