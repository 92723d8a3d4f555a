/** Marks every answer that a defect changed, so that it cannot be mistaken for evidence of a sound destination. */
import type { Answer } from '../answers/index.ts';
import type { Parts } from '../astrolabe/index.ts';
import { DEFECT_HEADER } from '../behaviours.ts';
import type { DefectLog } from './log.ts';

/** Adds the names of the defects that acted to each answer, as a header and among its rules. */
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
