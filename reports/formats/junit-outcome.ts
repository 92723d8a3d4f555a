/** The outcome of one example in a JUnit file. */
import type { ClauseResult, ExampleResult, ResultRecord } from '../../schemas/index.ts';
import { standingOf } from '../../verdict/index.ts';
import { complaint, renderFailureCard, testimonyInWords } from '../parts/index.ts';
import { element } from '../text/index.ts';

export type TestOutcome = 'passed' | 'failure' | 'error' | 'skipped';

/** How a test case ends, and the elements that say so. */
interface Outcome {
  readonly outcome: TestOutcome;
  readonly elements: readonly string[];
}

export function outcomeOf(record: ResultRecord, clause: ClauseResult, example: ExampleResult): Outcome {
  return knownOrAttested(record, clause, example) ?? observed(record, clause, example);
}

/** What a baseline or a person makes of an example; undefined if it counts as observed. */
function knownOrAttested(
  record: ResultRecord,
  clause: ClauseResult,
  example: ExampleResult,
): Outcome | undefined {
  const { attestation, verdict } = example;
  const said = attestation === undefined ? '' : `${testimonyInWords(attestation)}, not observed`;
  switch (standingOf(example, clause, record.run)) {
    case 'known-failure': {
      const message = `known failure, excused by the baseline ${record.run.baseline?.file}: ${complaint(example)}`;
      return skipped(message, element('system-out', {}, renderFailureCard(record, { clause, example })));
    }
    case 'attested-failure':
      return {
        outcome: 'failure',
        elements: [troubled('failure', said, clause.id, `${said}\n${checklistOf(example)}`)],
      };
    case 'attested-warning':
      return skipped(`${verdict}; a SHOULD was ${said}`);
    case 'confirmed':
      return skipped(`${verdict}; ${said}`);
    default:
      return undefined;
  }
}

function skipped(message: string, ...more: string[]): Outcome {
  return { outcome: 'skipped', elements: [element('skipped', { message }), ...more] };
}

function checklistOf({ checklist = [] }: ExampleResult): string {
  return checklist.map((state) => `- ${state}`).join('\n');
}

function observed(record: ResultRecord, clause: ClauseResult, example: ExampleResult): Outcome {
  const { verdict, reason } = example;
  const card = () => renderFailureCard(record, { clause, example });
  switch (verdict) {
    case 'fail':
      return { outcome: 'failure', elements: [troubled('failure', complaint(example), clause.id, card())] };
    case 'harness-error':
      return { outcome: 'error', elements: [troubled('error', complaint(example), verdict, card())] };
    case 'warn':
      return {
        outcome: 'passed',
        elements: [element('system-out', {}, `Warning: a SHOULD is not met.\n${card()}`)],
      };
    case 'blocked':
    case 'not-observable':
    case 'not-applicable':
      return skipped(`${verdict}: ${reason ?? 'no reason recorded'}`);
    case 'info':
      return {
        outcome: 'passed',
        elements: [element('system-out', {}, `Observed, not judged: ${reason ?? 'no observation recorded'}`)],
      };
    case 'pass':
      return { outcome: 'passed', elements: [] };
  }
}

/** A failure or an error. */
export function troubled(name: 'failure' | 'error', message: string, type: string, text: string): string {
  return element(name, { message, type }, text);
}
