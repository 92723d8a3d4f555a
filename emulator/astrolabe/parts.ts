/** The parts of the destination, in the order in which a call passes them; each can be replaced. */
import type { JsonObject } from '../../schemas/index.ts';
import type { Answer } from '../answers/index.ts';
import type { Choices } from '../choices/index.ts';
import type { Limits } from '../limits.ts';
import { authenticate } from './authenticate.ts';
import type { Authentication, Decision, Inbound, Refusal } from './call.ts';
import type { Connector } from './connectors.ts';
import { type DecisionInput, decide, type Effect } from './decide.ts';
import {
  inspectValues,
  planInspection,
  type Recognition,
  readObject,
  recognise,
  type SupportedType,
  validateCall,
} from './reading/index.ts';
import { answerRecords, type RecordsQuestion } from './records.ts';
import type { Mutation } from './store/index.ts';
import { apply } from './store/index.ts';

export interface Parts {
  /** Finds the caller. */
  readonly authenticate: (authorization: string | undefined) => Authentication;
  /** Reads the JSON object of the body. */
  readonly read: (inbound: Inbound) => { readonly object: JsonObject } | Refusal;
  /** Finds the type of a call, and its fields under their canonical names. */
  readonly recognise: (body: JsonObject) => Recognition;
  /** Returns a refusal if a call is malformed. */
  readonly validate: (type: SupportedType, fields: JsonObject) => Refusal | undefined;
  /** Decides what a valid call changes. */
  readonly decide: (input: DecisionInput) => Effect | Refusal;
  /** Can change a decision before its mutation is stored. */
  readonly amend: (decision: Decision, inbound: Inbound) => Decision;
  /** Stores a mutation. */
  readonly apply: (connector: Connector, mutation: Mutation) => void;
  /** Can change the answer after the mutation is stored. */
  readonly finish: (decision: Decision) => Decision;
  /** Answers a request to the Records API. */
  readonly records: (question: RecordsQuestion) => Answer;
}

/** The parts as the contract requires them. The choices may change between calls. */
export function createParts(connectors: readonly Connector[], choices: Choices, limits: Limits): Parts {
  return {
    authenticate: (authorization) => authenticate(connectors, authorization, choices),
    read(inbound) {
      const read = readObject(inbound, choices, limits.bodyBytes);
      if ('error' in read) return read;
      const { payload } = inbound;
      const length = payload.kind === 'text' ? payload.text.length : undefined;
      return inspectValues(read.object, planInspection(choices, limits), length) ?? read;
    },
    recognise: (body) => recognise(body, choices),
    validate: (type, fields) => validateCall(type, fields, choices),
    decide,
    amend: (decision) => decision,
    apply: ({ store }, mutation) => apply(store, mutation),
    finish: (decision) => decision,
    records: (question) => answerRecords(connectors, choices, question),
  };
}
