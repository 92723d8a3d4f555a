/** Decides before an example whether it can be judged, and says why not. */

import { isLoopback, isPrivateAddress } from '../address.ts';
import type { Settings } from '../settings.ts';
import type { ControlRun } from './controls.ts';
import { declaresReadback, type Session } from './session.ts';

/** What the tags of a scenario say about it. */
interface Gated {
  readonly clauseId: string;
  readonly tags: readonly string[];
}

/** Why an example is not run. */
export interface Gate {
  readonly verdict: 'not-applicable' | 'not-observable' | 'blocked' | 'fail';
  readonly reason: string;
  /** What the short form of a run left out, if that is why. */
  readonly shortened?: string;
}

/** The tags that require something a run may lack, each with the gate if it is missing. */
const NEEDS: readonly { tag: string; missing: (settings: Settings, example: Gated) => Gate | undefined }[] = [
  {
    tag: '@needs-readback',
    // A checklist lists what the destination must do, so observations (INFO) are not on it.
    missing: (settings, { tags }) =>
      declaresReadback(settings) || (settings.checklist && !tags.includes('@info'))
        ? undefined
        : notObservable(
            'stored records cannot be read: pass --records-url or --adapter, or --checklist to check by hand',
          ),
  },
  {
    // An example of a clause that is judged on responses, which also looks at what was stored if it can.
    tag: '@if-readback',
    missing: (settings) =>
      declaresReadback(settings) || settings.checklist
        ? undefined
        : notApplicable('stored records cannot be read: the clause is judged on responses only'),
  },
  {
    tag: '@needs-blocking-key',
    missing: ({ blockingApiKey, apiKeyMode }) =>
      blockingApiKey !== undefined || apiKeyMode === 'block'
        ? undefined
        : notApplicable(
            'the run has no key of a connector that blocks free email providers: pass --blocking-api-key',
          ),
  },
  {
    tag: '@needs-allowing-key',
    missing: ({ apiKeyMode }) =>
      apiKeyMode === 'allow'
        ? undefined
        : notApplicable(
            'the API key belongs to a connector that blocks free email providers (--api-key-mode block)',
          ),
  },
  {
    tag: '@needs-restricted-key',
    missing: ({ restrictedApiKey }) =>
      restrictedApiKey !== undefined
        ? undefined
        : notApplicable('the run has no valid key without permission: pass --restricted-api-key'),
  },
  {
    tag: '@needs-public-address',
    missing: ({ baseUrl }) =>
      isPrivateAddress(new URL(baseUrl))
        ? notApplicable('HTTPS is not required at a loopback, private or link-local address')
        : undefined,
  },
  {
    // Others of its clause show the same with fewer requests.
    tag: '@many-requests',
    missing: ({ form }) =>
      form === 'short'
        ? { ...notApplicable('a run at a rate limit leaves it out: pass --thorough'), shortened: 'left out' }
        : undefined,
  },
  {
    tag: '@needs-replay',
    missing: ({ replay }) =>
      replay ? undefined : notApplicable('a history is replayed only with --replay: it takes many calls'),
  },
  {
    tag: '@needs-loopback',
    missing: ({ baseUrl }) =>
      isLoopback(new URL(baseUrl))
        ? undefined
        : notApplicable('IDs without the prefix of test data are not sent to another machine'),
  },
  {
    tag: '@needs-key-with-letters',
    missing: ({ apiKey }) =>
      apiKey.toLowerCase() === apiKey.toUpperCase()
        ? notApplicable('the API key has no letters whose case could be changed')
        : undefined,
  },
];

/** The tags of examples that read stored records. */
const READS: readonly string[] = ['@needs-readback', '@if-readback'];

/** Every gating tag; a test allows no other in the features. */
export const GATING_TAGS: readonly string[] = NEEDS.map(({ tag }) => tag);

/** @returns undefined if the example may run */
export function gateOf(example: Gated, session: Session, controls: ControlRun): Gate | undefined {
  if (controls.unusable !== undefined) return blocked(`AST-AUTH-001: ${controls.unusable}`);
  const lacking = NEEDS.filter(({ tag }) => example.tags.includes(tag));
  for (const { missing } of lacking) {
    const gate = missing(session.settings, example);
    if (gate !== undefined) return gate;
  }
  if (session.end.stopped()) return blocked(session.end.whyStopped('before'));
  const gone = session.target.gone();
  if (gone !== undefined) return blocked(gone);
  if (!READS.some((tag) => example.tags.includes(tag))) return undefined;
  const evidenceFault = controls.evidenceFault ?? session.evidenceLost();
  if (evidenceFault !== undefined) return blocked(evidenceFault);
  if (controls.invisibleUser === undefined) return undefined;
  return example.clauseId === 'AST-IDENT-001'
    ? { verdict: 'fail', reason: controls.invisibleUser }
    : blocked(`AST-IDENT-001: ${controls.invisibleUser}`);
}

function blocked(reason: string): Gate {
  return { verdict: 'blocked', reason };
}

function notObservable(reason: string): Gate {
  return { verdict: 'not-observable', reason };
}

function notApplicable(reason: string): Gate {
  return { verdict: 'not-applicable', reason };
}
