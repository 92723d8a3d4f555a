/** Pruning keeps only what a failure needs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from './commands.ts';
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
    assert.deepEqual(shortest, [identify('ada'), identify('cleo')]);
  });
});
