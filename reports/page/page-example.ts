/** One example as data of the report page. */
import type { ExampleResult, Exchange, ResultRecord, Verdict } from '../../schemas/index.ts';
import {
  complaint,
  exchangesOf,
  isExcused,
  type MemberDifference,
  memberDifferences,
  type SequenceStep,
  sequenceOf,
  stepName,
  stepOutcome,
  stepTiming,
  testimonyInWords,
} from '../parts/index.ts';
import { cut, oneLine, plain } from '../text/index.ts';

/** Longer texts are cut on the page; the body of a call is whole, so that it can be copied. */
const SHOWN_CHARACTERS = 4000;

/** A step of an example: an exchange, or several of which only the last one is in the page. */
export interface PageStep {
  readonly kind: SequenceStep['kind'];
  readonly name: string;
  readonly outcome: string;
  readonly timing: string;
  readonly matters: boolean;
  /** As it was sent, for commands and programs that the page makes; it must be made safe before it is shown. */
  readonly request: Omit<Exchange['request'], 'headers'> & { readonly headers: number };
  /** Safe to show. */
  readonly response:
    | { readonly status: number; readonly type?: string | undefined; readonly body: string }
    | string;
}

export interface PageExample {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Present if the baseline excuses it. */
  readonly known?: true | undefined;
  readonly reason?: string | undefined;
  /** What is wrong, and in which members; absent if nothing is wrong. */
  readonly difference?:
    | { readonly message: string; readonly members: readonly MemberDifference[] }
    | undefined;
  readonly steps: string;
  readonly location: string;
  readonly notes: readonly string[];
  readonly sequence: readonly PageStep[];
}

/** Gives each distinct set of headers a number. */
export type HeaderNumbers = (headers: Exchange['request']['headers']) => number;

export function exampleOf(
  example: ExampleResult,
  record: ResultRecord,
  numberOf: HeaderNumbers,
): PageExample {
  const { id, name, verdict, reason, difference, steps, location } = example;
  return {
    id: oneLine(id),
    name: oneLine(name),
    verdict,
    known: isExcused(record, example) || undefined,
    reason: reason === undefined || reason === difference?.message ? undefined : shown(reason),
    difference: difference && {
      message: shown(complaint(example)),
      members: memberDifferences(difference),
    },
    steps: shown(steps.join('\n')),
    location: oneLine(location),
    notes: notesOf(example),
    sequence: sequenceOf(exchangesOf(record, example), difference).map((step) => stepOf(step, numberOf)),
  };
}

function notesOf({ checklist = [], attestation }: ExampleResult): string[] {
  if (attestation === undefined) return checklist.map((state) => `Check in the workspace: ${shown(state)}`);
  return [...checklist.map(shown), oneLine(`${testimonyInWords(attestation)}; not observed by the run`)];
}

function stepOf(step: SequenceStep, numberOf: HeaderNumbers): PageStep {
  const { kind, last, matters } = step;
  const { request, response, failure } = last;
  return {
    kind,
    name: stepName(step),
    outcome: stepOutcome(step),
    timing: stepTiming(step),
    matters,
    request: { ...request, headers: numberOf(request.headers) },
    response:
      response === undefined
        ? shown(failure ?? 'no reason recorded')
        : { status: response.status, type: typeOf(response.headers), body: shown(response.body) },
  };
}

function typeOf(headers: Readonly<Record<string, string>>): string | undefined {
  const [, type] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  return type === undefined ? undefined : oneLine(type);
}

function shown(text: string): string {
  return plain(cut(text, SHOWN_CHARACTERS));
}
