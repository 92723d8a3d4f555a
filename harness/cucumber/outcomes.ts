/** Reads the outcome of each example from cucumber's messages. */
import type {
  Attachment,
  Envelope,
  GherkinDocument,
  Pickle,
  TestStepResult,
  Timestamp,
} from '@cucumber/messages';
import type { Difference, Exchange } from '../../schemas/index.ts';
import type { Gate } from '../session/index.ts';
import { type AttachmentContent, MEDIA } from './attachments.ts';
import { placeOf, taggedExample } from './catalogue.ts';
import { millisIn, statusOf, stepResult, worstResult } from './step-results.ts';

/** How an example ended; see example-result.ts for its verdict. */
export interface ExampleOutcome {
  readonly id: string;
  readonly clauseId: string;
  readonly name: string;
  readonly steps: readonly string[];
  readonly location: string;
  readonly durationMs: number;
  readonly exchanges: readonly Exchange[];
  /** What the short form of a run left out of it. */
  readonly shortened?: string | undefined;
  readonly end: ExampleEnd;
}

export type ExampleEnd =
  | { readonly kind: 'passed'; readonly observation?: string }
  | { readonly kind: 'gated'; readonly gate: Gate; readonly checklist?: readonly string[] }
  | { readonly kind: 'observed'; readonly observation: string }
  /** `noResponse`: only because a call had none. */
  | { readonly kind: 'unmet'; readonly difference: Difference; readonly noResponse?: boolean }
  | { readonly kind: 'blocked'; readonly reason: string }
  /** A fault of the suite or of the tool. */
  | { readonly kind: 'faulty'; readonly reason: string };

/** Returns a function for the messages of a run; `onOutcome` is called at the end of each of its scenarios. */
export function createOutcomeReader(
  onOutcome: (outcome: ExampleOutcome) => void,
): (envelope: Envelope) => void {
  const documents = new Map<string, GherkinDocument>();
  const pickles = new Map<string, Pickle>();
  const pickleOfCase = new Map<string, string>();
  const running = new Map<string, Running>();
  return (envelope) => {
    const {
      gherkinDocument,
      pickle,
      testCase,
      testCaseStarted,
      attachment,
      testStepFinished,
      testCaseFinished,
    } = envelope;
    if (gherkinDocument?.uri !== undefined) documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle) pickles.set(pickle.id, pickle);
    if (testCase) pickleOfCase.set(testCase.id, testCase.pickleId);
    if (testCaseStarted) {
      const started = pickles.get(pickleOfCase.get(testCaseStarted.testCaseId) ?? '');
      const document = documents.get(started?.uri ?? '');
      if (started === undefined || document === undefined) return;
      running.set(testCaseStarted.id, {
        pickle: started,
        document,
        at: testCaseStarted.timestamp,
        attachments: [],
        results: [],
      });
    }
    if (attachment) running.get(attachment.testCaseStartedId ?? '')?.attachments.push(attachment);
    if (testStepFinished)
      running.get(testStepFinished.testCaseStartedId)?.results.push(testStepFinished.testStepResult);
    if (testCaseFinished) {
      const finished = running.get(testCaseFinished.testCaseStartedId);
      running.delete(testCaseFinished.testCaseStartedId);
      if (finished !== undefined) onOutcome(outcomeOf(finished, testCaseFinished.timestamp));
    }
  };
}

interface Running {
  readonly pickle: Pickle;
  readonly document: GherkinDocument;
  readonly at: Timestamp;
  readonly attachments: Attachment[];
  readonly results: TestStepResult[];
}

function outcomeOf({ pickle, document, at, attachments, results }: Running, end: Timestamp): ExampleOutcome {
  const { id, clauseId } = taggedExample(pickle, document);
  const { line, steps } = placeOf(pickle, document);
  return {
    id,
    clauseId,
    name: pickle.name,
    steps,
    location: `${pickle.uri}:${line}`,
    durationMs: Math.max(0, millisIn(end) - millisIn(at)),
    exchanges: attached('exchanges', attachments) ?? [],
    shortened: attached('shortened', attachments),
    end: endOf(worstResult(results) ?? stepResult('UNKNOWN'), attachments),
  };
}

function endOf(worst: TestStepResult, attachments: readonly Attachment[]): ExampleEnd {
  const observation = attached('observation', attachments);
  const gate = attached('gate', attachments);
  const checklist = attached('checklist', attachments);
  const status = statusOf(worst);
  switch (status) {
    case 'PASSED':
      return gate === undefined ? { kind: 'passed', observation } : { kind: 'gated', gate, checklist };
    case 'SKIPPED':
      if (gate !== undefined) return { kind: 'gated', gate };
      if (observation !== undefined) return { kind: 'observed', observation };
      return { kind: 'faulty', reason: 'the scenario was skipped without a reason' };
    case 'FAILED':
      return failureOf(worst, attached('difference', attachments));
    case 'UNDEFINED':
      return { kind: 'faulty', reason: 'a step has no definition' };
    case 'AMBIGUOUS':
      return { kind: 'faulty', reason: 'a step has more than one definition' };
    case 'PENDING':
    case 'UNKNOWN':
      return { kind: 'faulty', reason: `the scenario ended as ${status}` };
  }
}

function failureOf({ exception, message }: TestStepResult, difference: Difference | undefined): ExampleEnd {
  const text = exception?.message ?? message ?? 'no message';
  switch (exception?.type) {
    case 'UnmetExpectation':
      return { kind: 'unmet', difference: difference ?? { message: text } };
    case 'NoAnswer':
      return { kind: 'unmet', difference: difference ?? { message: text }, noResponse: true };
    case 'BlockedExample':
    case 'AskedToWait':
    case 'EvidenceFault':
    case 'LostEvidence':
      return { kind: 'blocked', reason: text };
    default:
      return { kind: 'faulty', reason: exception?.stackTrace ?? text };
  }
}

function attached<K extends keyof AttachmentContent>(
  kind: K,
  attachments: readonly Attachment[],
): AttachmentContent[K] | undefined {
  const body = attachments.findLast(({ mediaType }) => mediaType === MEDIA[kind])?.body;
  return body === undefined ? undefined : JSON.parse(body);
}
