/** Decides before an example whether it can be judged at all, and says why not. */

import { isPrivateAddress } from '../address.ts';
import type { Settings } from '../settings.ts';
import type { ControlRun } from './controls.ts';
import { declaresReadback, type Session } from './session.ts';

/** What a scenario's tags say about it. */
interface Gated {
  readonly clauseId: string;
  readonly tags: readonly string[];
}

/** Why an example is not run. */
export interface Gate {
  readonly verdict: 'not-applicable' | 'not-observable' | 'blocked' | 'fail';
  readonly reason: string;
}

/** The tags that ask for something a run may lack, each with what to say. */
const NEEDS: readonly { tag: string; missing: (settings: Settings, example: Gated) => Gate | undefined }[] = [
  {
    tag: '@needs-readback',
    // A checklist is for what somebody promised: nobody has to look for what is only observed.
    missing: (settings, { tags }) =>
      declaresReadback(settings) || (settings.checklist && !tags.includes('@info'))
        ? undefined
        : notObservable(
            'what was stored cannot be seen: give --records-url or --adapter, or --checklist for a person to look',
          ),
  },
  {
    tag: '@needs-blocking-key',
    missing: ({ blockingApiKey, apiKeyMode }) =>
      blockingApiKey !== undefined || apiKeyMode === 'block'
        ? undefined
        : notApplicable('no key of a connector that blocks free email providers: give --blocking-api-key'),
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
        : notApplicable('no valid key without permission: give --restricted-api-key'),
  },
  {
    tag: '@needs-public-address',
    missing: ({ baseUrl }) =>
      isPrivateAddress(new URL(baseUrl))
        ? notApplicable('HTTPS is not asked for at a loopback, private or link-local address')
        : undefined,
  },
  {
    tag: '@needs-key-with-letters',
    missing: ({ apiKey }) =>
      apiKey.toLowerCase() === apiKey.toUpperCase()
        ? notApplicable('the API key has no letters that could change their case')
        : undefined,
  },
];

/** The closed set of gating tags; the registry's tests hold the features to it. */
export const GATING_TAGS: readonly string[] = NEEDS.map(({ tag }) => tag);

/** @returns undefined where the example may run */
export function gateOf(example: Gated, session: Session, controls: ControlRun): Gate | undefined {
  if (controls.unusable !== undefined) return blocked(`AST-AUTH-001: ${controls.unusable}`);
  const lacking = NEEDS.filter(({ tag }) => example.tags.includes(tag));
  for (const { missing } of lacking) {
    const gate = missing(session.settings, example);
    if (gate !== undefined) return gate;
  }
  if (session.stopped()) return blocked('the run was stopped before this example');
  if (session.target.gone()) return blocked('the target stopped answering');
  if (!example.tags.includes('@needs-readback')) return undefined;
  if (controls.evidenceFault !== undefined) return blocked(controls.evidenceFault);
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
