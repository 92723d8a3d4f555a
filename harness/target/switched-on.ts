/** Notices an emulator that says it fails on demand: whatever it is graded on, it is not the destination. */
import { cutText } from '../../safe-text/index.ts';
import type { HttpResponse } from './client/index.ts';

/** The headers by which an emulator names its fault plans: all of them, and the one that decided a response. */
const FAULT_HEADERS = ['x-astrolabe-faults-enabled', 'x-astrolabe-fault'];

/** What is shown of the names, which a target chooses. */
const MOST = { names: 20, characters: 64 };

/** One per run. */
export interface SwitchedOn {
  inspect(response: HttpResponse): void;
  /** The fault plans that any response named, with commas; undefined if none did. */
  faults(): string | undefined;
}

export function createSwitchedOn(): SwitchedOn {
  const names = new Set<string>();
  return {
    inspect({ headers }) {
      for (const header of FAULT_HEADERS) {
        const value = headers[header];
        if (value === undefined || names.size >= MOST.names) continue;
        const given = value.split(',', MOST.names).map((name) => cutText(name.trim(), MOST.characters));
        for (const name of given) names.add(name === '' ? 'without a name' : name);
      }
    },
    faults: () => (names.size === 0 ? undefined : [...names].slice(0, MOST.names).join(', ')),
  };
}
