/** Shrinking stays within the level, and finds the MUST behind a SHOULD. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadRegistry } from '../../registry/index.ts';
import type { Command } from '../commands/commands.ts';
import { timelineOf, updatesUser } from '../commands/timeline.ts';
import type { MismatchSubject, Seen } from '../model/mismatch.ts';
import { shrink } from './shrink.ts';

const registry = loadRegistry();
const levelOf = (clauseId: string) => registry.byId(clauseId)?.level ?? 'MUST';

const seen = (commands: readonly Command[], subject: MismatchSubject): Seen => ({
  commands,
  mismatch: { subject, difference: { message: 'lost' }, final: false },
});
const group: Command = { kind: 'group', user: 'ada', account: 'acme', traits: {} };
const identify = (traits: object): Command => ({ kind: 'identify', user: 'ada', traits: { ...traits } });
const unlisted: MismatchSubject = { kind: 'association', user: 'ada', account: 'acme', times: 0 };

/** Which failures a destination shows after a sequence. */
type Fault = (commands: readonly Command[]) => readonly MismatchSubject[];

async function clausesFor(first: Seen, fault: Fault): Promise<string[]> {
  const replay = async (commands: readonly Command[]) => fault(commands).map((one) => seen(commands, one));
  return (await shrink(first, { replay, levelOf })).map(({ clauseId }) => clauseId);
}

const associates = (commands: readonly Command[]) =>
  commands.some(({ kind }) => kind === 'group') &&
  timelineOf(commands).some((step) => updatesUser(step, 'ada'));

describe('shrinking', () => {
  it('blames a destination that never associates on AST-ASSOC-001, whatever the sequence was', async () => {
    const never: Fault = (commands) => (associates(commands) ? [unlisted] : []);
    assert.deepEqual(await clausesFor(seen([group, identify({})], unlisted), never), ['AST-ASSOC-001']);
    const long = [group, identify({ plan: 'a' }), group, { kind: 'again' } as const];
    assert.deepEqual(await clausesFor(seen(long, unlisted), never), ['AST-ASSOC-001']);
  });

  it('blames one that associates only known users on AST-ASSOC-005', async () => {
    const unknownOnly: Fault = (commands) =>
      associates(commands) && commands.findIndex(({ kind }) => kind === 'group') === 0 ? [unlisted] : [];
    assert.deepEqual(await clausesFor(seen([group, identify({})], unlisted), unknownOnly), ['AST-ASSOC-005']);
  });

  it('finds that Accounts lose names too, if Users do', async () => {
    const name = 'total billed';
    const spaces: Fault = (commands) =>
      commands.flatMap((command): MismatchSubject[] => {
        if (!('traits' in command) || !Object.hasOwn(command.traits, name)) return [];
        return command.kind === 'identify'
          ? [{ kind: 'user-property', user: 'ada', name }]
          : [{ kind: 'account-property', account: 'acme', name }];
      });
    const first = seen([identify({ [name]: 'a', plan: 'b' })], { kind: 'user-property', user: 'ada', name });
    assert.deepEqual(await clausesFor(first, spaces), ['AST-IDENT-008', 'AST-GROUP-004']);
    const usersOnly: Fault = (commands) => spaces(commands).filter(({ kind }) => kind === 'user-property');
    assert.deepEqual(await clausesFor(first, usersOnly), ['AST-IDENT-008']);
  });
});
