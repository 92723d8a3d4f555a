/** What a step throws: cucumber shows its message, and has no frames to look for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BlockedExample, UnmetExpectation } from '../../harness/errors.ts';
import { Misuse } from './misuse.ts';
import type { Scenario } from './scenario.ts';
import { enterScenario, reading, step } from './step.ts';

type Sees = Pick<Scenario, 'isOwn' | 'redact' | 'example' | 'attachContent'>;

/** Runs a step that throws, in a scenario of which it sees only this. */
async function thrownBy(error: Error, more: Partial<Sees> = {}): Promise<Error> {
  const world = {};
  const scenario: Sees = {
    isOwn: true,
    redact: (text) => text.replaceAll('key-1', '«key»'),
    example: { id: 'AST-IDENT-002.1', clauseId: 'AST-IDENT-002', tags: [] },
    attachContent: () => {},
    ...more,
  };
  enterScenario(world, scenario as Scenario);
  const [, code] = step(() => {
    throw error;
  });
  return await (code.call(world) as Promise<never>).catch((thrown: Error) => thrown);
}

describe('a step', () => {
  it('shows what a destination did without frames and keys, for a scenario of the caller and for an example', async () => {
    const unmet = () => new UnmetExpectation({ message: 'holds key-1', expected: '"a"' });
    const own = await thrownBy(unmet());
    assert.deepEqual([own.stack, /holds «key»/.test(own.message)], ['', true]);
    const graded = await thrownBy(unmet(), { isOwn: false });
    assert.equal(graded.stack, '');
    assert.match(graded.message, /^AST-IDENT-002\.1: holds «key»/);
  });

  it('shows why nothing can be judged, and what to write otherwise, without frames', async () => {
    assert.equal((await thrownBy(new BlockedExample('gone'))).stack, '');
    assert.equal((await thrownBy(new Misuse('write this'))).stack, '');
  });

  it('shows frames of a fault of its own', async () => {
    assert.match((await thrownBy(new TypeError('ours'))).stack ?? '', /ours[\s\S]* at /);
  });

  it('has as many parameters as its pattern captures', () => {
    const [, code] = step((_scenario, _name: string, _count: number) => {});
    assert.equal(code.length, 2);
  });

  it('says how to define it if it runs outside a scenario', async () => {
    const [, code] = step(() => {});
    await assert.rejects(code.call({}) as Promise<never>, /call defineSteps\(cucumber\) once/);
    assert.throws(() => reading(() => {}).call({}), /call defineSteps\(cucumber\) once/);
  });
});
