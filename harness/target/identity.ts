/** Every name that a run gives: each contains the run's id, so that no two runs can meet. */
import type { Computation, Person, Stamp } from '../../calls/index.ts';

/** The prefix by which a person recognises test data in a shared endpoint. */
const PREFIX = 'conformance';

/** Reserved for documentation and tests: no mail can ever be delivered there. */
const MAIL_DOMAIN = 'astrolabe-conformance.example';

/** The names of one example, derived from aliases that its Gherkin uses. */
export interface Identity {
  /**
   * The ID behind an alias, kept to the letter. It holds no word for its kind: a user and an account of one
   * alias share one ID, which AST-GROUP-006 needs and other examples avoid.
   */
  id(alias: string): string;
  /** A user with a user ID. */
  user(alias: string): Person;
  /** A test address. With a domain (`ada@gmail.com`) the local part alone carries the run's id. */
  email(aliasOrAddress: string): string;
  /** A new messageId and the present time. */
  stamp(at?: Date): Stamp;
  /** A new `personas_…` messageId, as Engage gives. */
  engageStamp(): Stamp;
  /** The computation behind a key, the same for the same key. */
  computation(kind: Computation['kind'], key: string): Computation;
}

/** Numbers the messages of a run; one for all its examples. */
interface MessageCounter {
  next(): number;
}

/**
 * @param runId letters and digits, at most 16
 * @param exampleId for instance `AST-IDENT-002.1/emoji`
 */
export function identityOf(
  runId: string,
  exampleId: string,
  counter: MessageCounter,
  now: () => number,
): Identity {
  const scope = `${PREFIX}-${runId}-${exampleId.replace(/^[A-Z]+-/, '').replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
  const id = (alias: string) => `${scope}-${alias}`;
  const local = (alias: string) =>
    id(alias)
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-');
  const ksuid = (text: string) =>
    text
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(-27)
      .padStart(27, '0');
  return {
    id,
    user: (alias) => ({ userId: id(alias) }),
    email(aliasOrAddress) {
      const at = aliasOrAddress.lastIndexOf('@');
      if (at === -1) return `${local(aliasOrAddress)}@${MAIL_DOMAIN}`;
      return `${local(aliasOrAddress.slice(0, at))}${aliasOrAddress.slice(at)}`;
    },
    stamp: (at) => ({
      messageId: `${PREFIX}-${runId}-${counter.next()}`,
      timestamp: (at ?? new Date(now())).toISOString(),
    }),
    engageStamp: () => ({
      messageId: `personas_${ksuid(`${runId}${String(counter.next()).padStart(8, '0')}`)}`,
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
