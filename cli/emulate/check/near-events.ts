/** Events whose names people read as one, such as "Signed Up" and "signed_up". */
import { isObject } from '../../../schemas/index.ts';
import type { Remark } from './arrived.ts';

/** Names that are remembered; later ones are not compared. */
const MOST_NAMES = 10_000;

export interface NearEvents {
  judge(value: unknown): readonly Remark[];
}

/** Without a tracking plan, the first spelling that was sent is the right one. */
export function createNearEvents(): NearEvents {
  const spellings = new Map<string, string>();
  return {
    judge(value) {
      const event = isObject(value) && value.type === 'track' ? value.event : undefined;
      if (typeof event !== 'string' || event.length > 200) return [];
      const folded = event.replaceAll(/[\s_-]/g, '').toLowerCase();
      const first = spellings.get(folded);
      if (first === undefined) {
        if (spellings.size < MOST_NAMES) spellings.set(folded, event);
        return [];
      }
      if (first === event) return [];
      const message = `events are also sent as ${JSON.stringify(first)}, which is another event: use one spelling`;
      return [{ level: 'improvement', rule: 'practice:event-names', pointer: '/event', message }];
    },
  };
}
