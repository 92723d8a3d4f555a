/** What a fault plan remembers of a call or a question that met one of its steps. */
import { keptId } from '../history/index.ts';
import type { FaultPlace, FaultSubject } from './fault-plan.ts';

/** A call, by its messageId and type, or a question, by its collection and parameters. */
export interface SpentOn {
  /** ISO 8601, by the clock of the emulator. */
  readonly at: string;
  /** Absent if the call has none, or cannot be read; see `keptId`. */
  readonly messageId?: string;
  readonly type?: string;
  readonly collection?: string;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly groupId?: string;
}

const SHOWN: Readonly<Record<FaultPlace, readonly (keyof SpentOn)[]>> = {
  destination: ['messageId', 'type'],
  ingress: ['messageId', 'type'],
  records: ['collection', 'userId', 'anonymousId', 'groupId'],
};

export function noteOf(place: FaultPlace, subject: FaultSubject, at: string): SpentOn {
  const texts = SHOWN[place].flatMap((name) => {
    const value = subject[name];
    return typeof value === 'string' ? [[name, keptId(value)]] : [];
  });
  return { at, ...Object.fromEntries(texts) };
}
