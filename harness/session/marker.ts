/** Markers: Users whose visibility shows that the calls before them have settled (docs/contract.md section 4). */
import { identify } from '../../calls/index.ts';
import { BlockedExample, UnmetExpectation } from '../errors.ts';
import { eventually } from '../settle.ts';
import {
  type CredentialName,
  describeResponse,
  type Identity,
  isAccepted,
  type Recorder,
} from '../target/index.ts';
import type { Session } from './session.ts';

/** How a marker is sent. */
interface MarkerParts {
  readonly identity: Identity;
  /** The marker's alias; no other marker of the example has it. */
  readonly alias: string;
  /** The connector that the calls before the marker went to. */
  readonly credential: CredentialName;
  readonly recorder: Recorder;
}

/**
 * Sends a marker and waits until it is visible: from then on a record that is missing counts as missing.
 *
 * @throws BlockedExample if the marker is not accepted, or does not become visible within the run's `settleMs`
 */
export async function awaitMarker(
  { target, evidence, settings, timing, end }: Session,
  { identity, alias, credential, recorder }: MarkerParts,
): Promise<void> {
  const { userId = '' } = identity.user(alias);
  const call = identify({ userId }, { email: identity.email(alias) }, identity.stamp());
  const response = await target.deliver(JSON.stringify(call), { credential, purpose: 'marker' }, recorder);
  if (!isAccepted(response)) {
    // Reports group equal reasons, so this one does not say how long the request took.
    const described = describeResponse({ ...response, afterMs: undefined });
    throw new BlockedExample(`AST-IDENT-001: a marker was not accepted: ${described}`);
  }
  const look = async () => {
    const users = await evidence?.users({ userId }, { credential, recorder });
    if (users?.length !== 0) return undefined;
    return { message: `a marker sent after the calls did not become visible within ${settings.settleMs} ms` };
  };
  try {
    await eventually(look, { deadlineMs: settings.settleMs, timing, recorder, end });
  } catch (error) {
    if (!(error instanceof UnmetExpectation)) throw error;
    const hint = 'if the destination stores later, pass a longer --settle';
    throw new BlockedExample(`AST-IDENT-001: ${error.difference.message}; ${hint}`);
  }
}
