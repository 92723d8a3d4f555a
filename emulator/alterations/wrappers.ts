/** Builders of the alterations behind defects and variants. Each calls `act` only if it changes something. */
import type { JsonObject } from '../../schemas/index.ts';
import type {
  Authentication,
  Connector,
  Decision,
  DecisionInput,
  Inbound,
  Mutation,
  Refusal,
  Store,
  SupportedType,
} from '../astrolabe/index.ts';
import type { Alteration, Tools } from './alteration.ts';
import { keyIn } from './request.ts';

type MutationKind = Mutation['kind'];
export type MutationOf<K extends MutationKind> = Extract<Mutation, { readonly kind: K }>;

/** A record as the Records API shows it. */
export type ShownRecord = JsonObject;

/** An alteration with its own memory, which a reset deletes. */
export function remembering(make: () => Alteration): Alteration {
  return (parts, tools) => make()(parts, tools);
}

/** Combines several alterations into one; each wraps the earlier ones. */
export function together(...alterations: readonly Alteration[]): Alteration {
  return (parts, tools) => {
    const altered = { ...parts };
    for (const alter of alterations) Object.assign(altered, alter({ ...altered }, tools));
    return altered;
  };
}

/** Changes the caller that an Authorization header belongs to, or the refusal. */
export function authenticating(
  change: (found: Authentication, key: string | undefined, tools: Tools) => Authentication | undefined,
): Alteration {
  return (parts, tools) => ({
    authenticate(authorization) {
      const found = parts.authenticate(authorization);
      const changed = change(found, keyIn(authorization), tools);
      if (changed !== undefined) tools.act();
      return changed ?? found;
    },
  });
}

/** Changes a decision before its mutation is stored; undefined means no change. */
export function answering(
  change: (decision: Decision, inbound: Inbound, tools: Tools) => Decision | undefined,
): Alteration {
  return (parts, tools) => ({
    amend(decision, inbound) {
      const amended = parts.amend(decision, inbound);
      const changed = change(amended, inbound, tools);
      if (changed !== undefined) tools.act();
      return changed ?? amended;
    },
  });
}

/** Refuses requests because of their headers or size. */
export function refusingRequests(find: (inbound: Inbound) => Refusal | undefined): Alteration {
  return (parts, tools) => ({
    read(inbound) {
      const refusal = find(inbound);
      if (refusal !== undefined) tools.act();
      return refusal ?? parts.read(inbound);
    },
  });
}

/** Refuses calls that are well-formed; `fields` have their canonical names. */
export function refusingCalls(
  find: (fields: JsonObject, type: SupportedType) => Refusal | undefined,
): Alteration {
  return (parts, tools) => ({
    validate(type, fields) {
      const refusal = find(fields, type);
      if (refusal !== undefined) tools.act();
      return refusal ?? parts.validate(type, fields);
    },
  });
}

/** Changes the object of the body before its type and fields are read. */
export function reading(change: (body: JsonObject) => JsonObject | undefined): Alteration {
  return (parts, tools) => ({
    recognise(body) {
      const changed = change(body);
      if (changed !== undefined) tools.act();
      return parts.recognise(changed ?? body);
    },
  });
}

/** Changes what a call of one kind stores: another mutation, or `nothing`; undefined means no change. */
export function changing<K extends MutationKind>(
  kind: K,
  change: (mutation: MutationOf<K>, input: DecisionInput) => Mutation | 'nothing' | undefined,
): Alteration {
  return (parts, tools) => ({
    decide(input) {
      const outcome = parts.decide(input);
      if ('error' in outcome || outcome.mutation?.kind !== kind) return outcome;
      const changed = change(outcome.mutation as MutationOf<K>, input);
      if (changed === undefined) return outcome;
      tools.act();
      return { ...outcome, mutation: changed === 'nothing' ? undefined : changed };
    },
  });
}

/** Replaces how calls of one kind are stored; `store` returns whether that made a difference. */
export function storing<K extends MutationKind>(
  kind: K,
  store: (mutation: MutationOf<K>, connector: Connector, apply: () => void) => boolean,
): Alteration {
  return (parts, tools) => ({
    apply(connector, mutation) {
      const apply = () => parts.apply(connector, mutation);
      if (mutation.kind !== kind) apply();
      else if (store(mutation as MutationOf<K>, connector, apply)) tools.act();
    },
  });
}

/** Tampers with the store after a call of one kind; `tamper` returns whether it changed anything. */
export function afterStoring<K extends MutationKind>(
  kind: K,
  tamper: (mutation: MutationOf<K>, store: Store) => boolean,
): Alteration {
  return storing(kind, (mutation, { store }, apply) => {
    apply();
    return tamper(mutation, store);
  });
}

/** Changes the list of records that the Records API answers with; undefined means no change. */
export function listing(
  collection: 'users' | 'accounts' | 'events',
  change: (records: readonly ShownRecord[], query: URLSearchParams) => readonly ShownRecord[] | undefined,
): Alteration {
  return (parts, tools) => ({
    records(question) {
      const answer = parts.records(question);
      if (question.collection !== collection || answer.status !== 200) return answer;
      const { [collection]: records = [] } = answer.body as Readonly<Record<string, readonly ShownRecord[]>>;
      const changed = change(records, question.query);
      if (changed === undefined) return answer;
      tools.act();
      return { ...answer, body: { [collection]: changed } };
    },
  });
}
