/** Pruning keeps only what a failure needs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from '../commands/commands.ts';
import { prune } from './prune.ts';

const identify = (user: string, traits = {}): Command => ({ kind: 'identify', user, traits });

describe('pruning', () => {
  it('removes commands, addresses and traits that the failure does not need', async () => {
    const commands: Command[] = [
      identify('bob', { plan: 'free' }),
      { kind: 'identify', user: 'ada', email: 'one', traits: { plan: 'free', seats: 2, title: 'VP' } },
      { kind: 'again' },
    ];
    const shortest = await prune(commands, async (some) =>
      some.some(
        (command) => command.kind === 'identify' && command.user === 'ada' && 'seats' in command.traits,
      ),
    );
    assert.deepEqual(shortest, [identify('ada', { seats: 2 })]);
  });

  it('sends calls one after another if they do not have to be sent at the same time', async () => {
    const commands: Command[] = [identify('ada'), { kind: 'burst', user: 'ada', count: 2 }];
    const shortest = await prune(commands, async (some) => some.length === 3 || some === commands);
    assert.deepEqual(
      shortest.map(({ kind }) => kind),
      ['identify', 'identify', 'identify'],
    );
  });

  it('keeps identifies at the same time if nothing fails without them', async () => {
    const commands: Command[] = [identify('ada'), { kind: 'burst', user: 'ada', count: 2 }];
    const shortest = await prune(
      commands,
      async (some) => some.length === 2 && some.at(-1)?.kind === 'burst',
    );
    assert.deepEqual(shortest, commands);
  });

  it('gives users IDs that do not look alike if that makes no difference', async () => {
    const shortest = await prune([identify('ada'), identify('Ada')], async (some) => some.length === 2);
    assert.deepEqual(shortest, [identify('ada'), identify('bob')]);
  });

  it('gives properties ordinary names and values if that makes no difference', async () => {
    const odd = [identify('ada', { 'Lead Score': [3, 1, 2] })];
    const hasTrait = ([command]: readonly Command[]) =>
      command?.kind === 'identify' && Object.keys(command.traits).length === 1;
    assert.deepEqual(await prune(odd, async (some) => hasTrait(some)), [identify('ada', { plan: 'word1' })]);
    const named = await prune(odd, async (some) => hasTrait(some) && JSON.stringify(some).includes('Lead'));
    assert.deepEqual(named, [identify('ada', { 'Lead Score': 'word1' })]);
  });

  it('identifies users first if the failure does not depend on an unknown User', async () => {
    const group: Command = { kind: 'group', user: 'ada', account: 'acme', traits: {} };
    const commands = [group, identify('ada')];
    const everyTime = await prune(
      commands,
      async (some) => some.some(({ kind }) => kind === 'group') && some.length > 1,
    );
    assert.equal(everyTime[0]?.kind, 'identify');
    const unknownOnly = await prune(
      commands,
      async ([first, ...rest]) => first?.kind === 'group' && rest.length > 0,
    );
    assert.deepEqual(unknownOnly, commands);
  });

  it('bisects many traits', async () => {
    const many = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`p${index}`, 1]));
    let plays = 0;
    const shortest = await prune([identify('ada', many)], async ([command]) => {
      plays += 1;
      return command?.kind === 'identify' && 'p41' in command.traits;
    });
    assert.deepEqual(shortest, [identify('ada', { p41: 1 })]);
    assert.ok(plays < 40, `${plays} plays`);
  });
});
