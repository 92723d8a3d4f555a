/** What `emulate --list` prints: names, and what each does. */
import { CHOICES, DEFECTS, VARIANTS } from '../../emulator/index.ts';
import type { EmulateOptions } from './emulate.ts';

type BehaviourTable = NonNullable<EmulateOptions['list']>;

interface Behaviour {
  readonly name: string;
  readonly what: string;
}

export function renderBehaviours(table: BehaviourTable, json: boolean): string {
  const behaviours = behavioursOf(table);
  if (json) return `${JSON.stringify(behaviours, null, 2)}\n`;
  const width = Math.max(...behaviours.map(({ name }) => name.length)) + 2;
  return behaviours.map(({ name, what }) => `${name.padEnd(width)}${what}\n`).join('');
}

function behavioursOf(table: BehaviourTable): readonly Behaviour[] {
  switch (table) {
    case 'defects':
      return Object.entries(DEFECTS).map(([name, { what, breaks }]) => ({
        name,
        what: `${what} (${breaks})`,
      }));
    case 'variants':
      return Object.entries(VARIANTS).map(([name, { what, warns }]) => ({
        name,
        what:
          warns === undefined
            ? what
            : `${what} (${warns.join(', ')} ${warns.length === 1 ? 'warns' : 'warn'})`,
      }));
    case 'choices':
      return Object.entries(CHOICES).map(([name, { default: usual, alternatives, about, why }]) => ({
        name,
        what: `${usual} (default), ${alternatives.join(', ')}; ${about}. ${why}`,
      }));
  }
}
