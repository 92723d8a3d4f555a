/** Marks what a defect decided, so that no evidence from a broken emulator passes for another. */

import type { Answer } from '../answers/index.ts';
import type { Parts } from '../astrolabe/index.ts';
import type { DefectLog } from './log.ts';

/** The defects that changed this answer, or what was stored because of its call. */
export const DEFECT_HEADER = 'x-astrolabe-defect';
/** On every answer of an emulator with any defect: all that are enabled. */
export const ENABLED_HEADER = 'x-astrolabe-defects-enabled';

/** Parts whose answers carry the names of the defects that acted, as a header and among the rules. */
export function markParts(parts: Parts, log: DefectLog): Parts {
  const mark = <Marked extends Answer>(answer: Marked): Marked => {
    const names = log.take();
    if (names.length === 0) return answer;
    return {
      ...answer,
      headers: { ...answer.headers, [DEFECT_HEADER]: names.join(', ') },
      rules: [...answer.rules, ...names.map((name) => `defect:${name}`)],
    };
  };
  return {
    ...parts,
    finish: (decision) => mark(parts.finish(decision)),
    records: (question) => mark(parts.records(question)),
  };
}
