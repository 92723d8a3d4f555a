/** Documents that are no snapshots: each is refused with a sentence, or restored as it is; nothing is ever half restored. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { readSnapshot } from './index.ts';
import { openStory, type Story, tell } from './testing.ts';

const OPTIONS = { forwardTo: 'http://127.0.0.1:9/all', forwardApiKey: 'fk-1' };

/** A document that can be broken in any place. */
type Json = Record<string, unknown>;

let story: Story;
let text: string;

before(async () => {
  story = openStory({ ...OPTIONS, choices: { 'late-call': 'ignore-older' } });
  await tell(story, 2, 25);
  text = JSON.stringify(story.core.snapshot());
});

const problemOf = (value: unknown) => {
  const read = readSnapshot(value);
  return 'problem' in read ? read.problem : undefined;
};

describe('readSnapshot', () => {
  it('reads what an emulator has written', () => {
    assert.equal(problemOf(JSON.parse(text)), undefined);
  });

  it('names another version, and what to do', () => {
    assert.equal(
      problemOf({ ...JSON.parse(text), version: 2, emulator: '9.1.0' }),
      'the snapshot was written by version 2, of the emulator 9.1.0, (/version); this emulator reads version 1: take it again with this emulator, or use the one that wrote it',
    );
    assert.equal(
      problemOf({ format: 'astrolabe-snapshot', version: 0, emulator: 'x\u001b[31m' }),
      'the snapshot was written by version 0 (/version); this emulator reads version 1: take it again with this emulator, or use the one that wrote it',
    );
    assert.match(problemOf({ format: 'astrolabe-snapshot' }) ?? '', /has no version, because its \/version/);
  });

  it('refuses what is something else', () => {
    for (const value of [undefined, null, 1, 'text', [], {}, { format: 'other' }, JSON.parse(`[${text}]`)]) {
      assert.match(problemOf(value) ?? '', /^this is not a snapshot, because its \/format is not/);
    }
  });

  it('refuses a document that is nested too deeply to be written again', () => {
    let deep: unknown = {};
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    assert.match(problemOf({ ...JSON.parse(text), emulator: deep }) ?? '', /nested deeper than/);
  });

  it('names the place of what is wrong', () => {
    const broken: Json = JSON.parse(text);
    change(broken, ['connectors', 0, 'records', 'users', 1], { properties: {} });
    assert.equal(
      problemOf(broken),
      'the snapshot cannot be used at /connectors/0/records/users/1: connectors[0].records.users[1] needs a userId or an anonymousId',
    );
  });
});

describe('a document of which one member is missing or of another type', () => {
  const RETYPED = [undefined, null, 'text', -1, 1.5, [], {}, true];

  it('is refused with a sentence, or restored as it is', () => {
    let refused = 0;
    let restored = 0;
    const other = openStory({ ...OPTIONS, forward: () => new Promise(() => {}) });
    for (const path of somePaths(JSON.parse(text))) {
      for (const value of RETYPED) {
        const document: Json = JSON.parse(text);
        change(document, path, value);
        const place = `${path.join('/')} = ${JSON.stringify(value)}`;
        const read = readSnapshot(document);
        if ('problem' in read) {
          assert.match(read.problem, /^(the snapshot|this is not)[^\n]+$/, place);
          assert.ok(read.problem.length < 1_000, place);
          refused += 1;
          continue;
        }
        const before = document.clock === undefined ? undefined : other.core.snapshot();
        const notes = other.core.restore(read.value);
        if ('problem' in notes) {
          assert.deepEqual(other.core.snapshot(), before, place);
          refused += 1;
          continue;
        }
        restored += 1;
        if (notes.value.notes.length > 0) continue;
        // An emulator counts turns from 1, writes its own version, and has one order of memberships of several.
        assert.deepEqual(withoutTurns(other.core.snapshot()), withoutTurns(document), place);
      }
    }
    assert.ok(refused > 1_000, `refused ${refused}`);
    assert.ok(restored > 200, `restored ${restored}`);
  });
});

type Path = readonly (string | number)[];

/** Each kind of member a few times: a list has hundreds of items of the same form. */
function somePaths(document: unknown): readonly Path[] {
  const seen = new Map<string, number>();
  const paths: Path[] = [];
  const walk = (value: unknown, path: Path) => {
    const kind = path.map((part) => (typeof part === 'number' ? '*' : part)).join('/');
    const times = seen.get(kind) ?? 0;
    if (times >= 3) return;
    seen.set(kind, times + 1);
    if (path.length > 0) paths.push(path);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index]);
    else if (typeof value === 'object' && value !== null && !isAnything(path)) {
      for (const [name, item] of Object.entries(value)) walk(item, [...path, name]);
    }
  };
  walk(document, []);
  return paths;
}

/** What is in these may be anything. */
function isAnything(path: Path): boolean {
  return ['properties', 'traits', 'call'].includes(String(path.at(-1)));
}

function change(document: Json, path: Path, value: unknown): void {
  let holder: Json = document;
  for (const part of path.slice(0, -1)) holder = holder[part] as Json;
  const last = path.at(-1) ?? '';
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}

function withoutTurns(document: unknown): unknown {
  const { emulator: _, ...rest } = JSON.parse(
    JSON.stringify(document, (name, value: unknown) => {
      if (name === 'turn') return undefined;
      return name === 'memberships' ? (value as object[]).map((one) => JSON.stringify(one)).sort() : value;
    }),
  );
  return rest;
}
