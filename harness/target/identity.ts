/** Every identifier that a run uses; each contains the run's id, so that two runs never share one. */
import { createHash } from 'node:crypto';
import type { Computation, Person, Stamp } from '../../calls/index.ts';

/** The prefix that marks test data in a shared endpoint. */
const PREFIX = 'conformance';

/** A reserved top-level domain: mail can never be delivered there. */
const MAIL_DOMAIN = 'astrolabe-conformance.example';

const MOST_LOCAL = 64;

/** The identifiers of one example, derived from the aliases in its Gherkin. */
export interface Identity {
  /**
   * The ID for an alias, which it contains unchanged. It does not say whether it is a user's or an account's: both
   * kinds share one ID for one alias, which AST-GROUP-006 needs and other examples avoid.
   */
  id(alias: string): string;
  /** A user with a user ID. */
  user(alias: string): Person;
  /** 64 hexadecimal digits, for IDs without the prefix of test data: no other example and no other run has them. */
  readonly digest: string;
  /** A name of a property or an audience that no other run uses: no destination can have seen it before. */
  fresh(name: string): string;
  /** A test address. With a domain (`ada@gmail.com`) only the local part contains the run's id. */
  email(aliasOrAddress: string): string;
  /** A new messageId, and `at` or else the current time. */
  stamp(at?: Date): Stamp;
  /** A new `personas_…` messageId like Engage's, and the current time. */
  engageStamp(): Stamp;
  /** The computation of a key; always the same for the same key. */
  computation(kind: Computation['kind'], key: string): Computation;
}

/** How identifiers begin, and how messages are named. */
export interface Naming {
  /** What every identifier of an example begins with. */
  scopeOf(exampleId: string): string;
  /** Names the messages of one example. */
  messagesOf(exampleId: string): { readonly id: () => string; readonly engageId: () => string };
}

/**
 * Names that say that they are test data, and of which run: another run, in the same endpoint, has others. Messages are
 * numbered within their example, so that shards of a run, which are processes of their own, share none.
 *
 * @param runId letters and digits, at most 16
 */
export function markedNaming(runId: string): Naming {
  const scopeOf = (exampleId: string) => `${PREFIX}-${runId}-${shortOf(exampleId)}`;
  return {
    scopeOf,
    messagesOf(exampleId) {
      const next = counter();
      return {
        id: () => `${scopeOf(exampleId)}-${next()}`,
        engageId: () => `personas_${digestOf(`${scopeOf(exampleId)}-${next()}`).slice(0, 27)}`,
      };
    },
  };
}

/** Names for people to read, the same in every run: for an endpoint that nothing else writes to. */
export const plainNaming: Naming = {
  scopeOf: shortOf,
  messagesOf(exampleId) {
    const scope = shortOf(exampleId);
    const next = counter();
    return {
      id: () => `${scope}-message-${next()}`,
      engageId: () => `personas_${ksuid(`${scope}${String(next()).padStart(4, '0')}`)}`,
    };
  },
};

/** The part before the @ of an address has at most 64 characters (RFC 5321, section 4.5.3.1.1). */
function shortLocal(text: string): string {
  if (text.length <= MOST_LOCAL) return text;
  const digest = digestOf(text).slice(0, 10);
  return `${text.slice(0, MOST_LOCAL - digest.length - 1)}-${digest}`;
}

function counter(): () => number {
  let last = 0;
  return () => ++last;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function shortOf(exampleId: string): string {
  return exampleId.replace(/^[A-Z]+-/, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
}

function ksuid(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-27)
    .padStart(27, '0');
}

/** @param exampleId such as `AST-IDENT-002.1/emoji` */
export function identityOf(runId: string, exampleId: string, naming: Naming, now: () => number): Identity {
  const scope = naming.scopeOf(exampleId);
  const messages = naming.messagesOf(exampleId);
  const id = (alias: string) => `${scope}-${alias}`;
  const local = (alias: string) =>
    shortLocal(
      id(alias)
        .toLowerCase()
        .replaceAll(/[^a-z0-9.+-]+/g, '-'),
    );
  return {
    id,
    user: (alias) => ({ userId: id(alias) }),
    digest: digestOf(scope),
    fresh: (name) => `${name}_${runId.toLowerCase()}`,
    email(aliasOrAddress) {
      const at = aliasOrAddress.lastIndexOf('@');
      if (at === -1) return `${local(aliasOrAddress)}@${MAIL_DOMAIN}`;
      return `${local(aliasOrAddress.slice(0, at))}${aliasOrAddress.slice(at)}`;
    },
    stamp: (at) => ({
      messageId: messages.id(),
      timestamp: (at ?? new Date(now())).toISOString(),
    }),
    engageStamp: () => ({
      messageId: messages.engageId(),
      timestamp: new Date(now()).toISOString(),
    }),
    computation: (kind, key) => ({
      kind,
      key,
      id: `${kind === 'audience' ? 'aud' : 'tra'}_${ksuid(`${runId}${key}`)}`,
      spaceId: `spa_${ksuid(runId)}`,
    }),
  };
}
