/** The parts of the destination, in the order in which a call meets them; each can be replaced by another. */
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
  /** Who is calling. */
  readonly authenticate: (authorization: string | undefined) => Authentication;
  /** The JSON object of the body. */
  readonly read: (inbound: Inbound) => { readonly object: JsonObject } | Refusal;
  /** The type of a call, and its fields under their canonical names. */
  readonly recognise: (body: JsonObject) => Recognition;
  /** What is wrong with a call. */
  readonly validate: (type: SupportedType, fields: JsonObject) => Refusal | undefined;
  /** What a valid call changes. */
  readonly decide: (input: DecisionInput) => Effect | Refusal;
  /** The last word on a decision before it is carried out. */
  readonly amend: (decision: Decision, inbound: Inbound) => Decision;
  /** Stores. */
  readonly apply: (connector: Connector, mutation: Mutation) => void;
  /** The last word on the answer, once all is stored. */
  readonly finish: (decision: Decision) => Decision;
  /** Answers a question for records. */
  readonly records: (question: RecordsQuestion) => Answer;
}

/** The parts as the contract wants them. */
export function createParts(connectors: readonly Connector[], choices: Choices, limits: Limits): Parts {
  const inspection = planInspection(choices, limits);
  return {
    authenticate: (authorization) => authenticate(connectors, authorization, choices),
    read(inbound) {
      const read = readObject(inbound, choices, limits.bodyBytes);
      return 'error' in read ? read : (inspectValues(read.object, inspection) ?? read);
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
