/** The checks before grading: can this target tell right from wrong? (docs/contract.md section 5) */

import { identify } from '../../calls/index.ts';
import { cutText } from '../../safe-text/index.ts';
import type { ControlFindings } from '../../schemas/index.ts';
import { BlockedExample, EvidenceFault, UnmetExpectation } from '../errors.ts';
import type { Asking, EvidencePort } from '../evidence/index.ts';
import { eventually } from '../settle.ts';
import type { HttpResponse, Identity, RunEnd, Target, Timing } from '../target/index.ts';
import { createRecorder, isAccepted, type Recorder, redirectOf } from '../target/index.ts';

/** What the controls found, and what they sent and saw. */
export interface ControlRun extends ControlFindings {
  readonly recorder: Recorder;
}

/** The header by which an emulator names its defects in every response. */
const DEFECTS_ENABLED = 'x-astrolabe-defects-enabled';

/** What the controls work with. */
interface ControlParts {
  readonly target: Target;
  /** Undefined for a run on responses only. */
  readonly evidence: EvidencePort | undefined;
  readonly identity: Identity;
  readonly hasBlockingKey: boolean;
  readonly settleMs: number;
  readonly timing: Timing;
  readonly end: Pick<RunEnd, 'stopped' | 'whyStopped'>;
}

/** As examples call their users. */
const CONTROL_ALIAS = 'ada';

/** The body of the first control: exactly the members that every identify has. */
export function minimalIdentify(identity: Identity): string {
  const traits = { email: identity.email(CONTROL_ALIAS) };
  return JSON.stringify(identify(identity.user(CONTROL_ALIAS), traits, identity.stamp()));
}

/** Runs the controls in order and resolves with what they found; throws only for faults of the tool. */
export async function runControls(parts: ControlParts): Promise<ControlRun> {
  const recorder = createRecorder('control');
  const { target, identity, hasBlockingKey } = parts;
  const minimal = () => minimalIdentify(identity);
  try {
    const good = await target.deliver(minimal(), {}, recorder);
    if ('failure' in good) return { recorder, unusable: `the target cannot be reached: ${good.failure}` };
    if (!isAccepted(good)) return { recorder, unusable: refused(good, 'the API key', 'ASTROLABE_API_KEY') };
    if (hasBlockingKey) {
      const credential = 'the blocking API key';
      const blocking = await target.deliver(minimal(), { credential }, recorder);
      if ('status' in blocking && [401, 403].includes(blocking.status)) {
        const option = '--blocking-api-key (ASTROLABE_BLOCKING_API_KEY)';
        return { recorder, unusable: refused(blocking, credential, option) };
      }
    }
    return {
      recorder,
      defects: good.headers[DEFECTS_ENABLED] || undefined,
      indifferent: await lookForIndifference(target, minimal(), recorder),
      ...(await lookForUser(parts, recorder)),
    };
  } catch (error) {
    if (!(error instanceof BlockedExample)) throw error;
    // A run that was stopped says nothing about its target.
    return parts.end.stopped() ? { recorder } : { recorder, unusable: error.message };
  }
}

async function lookForIndifference(
  target: Target,
  body: string,
  recorder: Recorder,
): Promise<string | undefined> {
  const badKey = await target.post(body, { credential: 'an unknown API key' }, recorder);
  const badBody = await target.post('this is not JSON', {}, recorder);
  const accepted = [
    isAccepted(badKey) && 'an unknown API key',
    isAccepted(badBody) && 'a body that is not JSON',
  ].filter((what) => what !== false);
  return accepted.length === 0 ? undefined : `the target also accepts ${accepted.join(' and ')}`;
}

async function lookForUser(
  { evidence, identity, settleMs, timing, end }: ControlParts,
  recorder: Recorder,
): Promise<Pick<ControlFindings, 'evidenceFault' | 'invisibleUser'>> {
  if (evidence === undefined) return {};
  const asking = { credential: 'the API key', recorder } as const;
  const { userId = '' } = identity.user(CONTROL_ALIAS);
  try {
    await expectNothing(evidence, identity.id('bob'), asking);
    await eventually(
      async () => {
        const users = await evidence.users({ userId }, asking);
        return users.length > 0
          ? undefined
          : { message: `the identify of "${userId}" was accepted, but no User became visible` };
      },
      { deadlineMs: settleMs, timing, recorder, end },
    );
    return {};
  } catch (error) {
    if (error instanceof EvidenceFault) return { evidenceFault: error.message };
    if (error instanceof UnmetExpectation)
      return { invisibleUser: invisible(error.difference.message, settleMs) };
    throw error;
  }
}

function invisible(message: string, settleMs: number): string {
  return `${message} within ${settleMs} ms; if the destination stores later, pass a longer --settle`;
}

/** @throws EvidenceFault if the source finds anything for an id that was never sent */
async function expectNothing(port: EvidencePort, id: string, asking: Asking): Promise<void> {
  const found = {
    users: await port.users({ userId: id }, asking),
    accounts: await port.accounts({ groupId: id }, asking),
    events: await port.events({ userId: id }, asking),
  };
  for (const [collection, records] of Object.entries(found)) {
    if (records.length === 0) continue;
    throw new EvidenceFault(
      `read-back cannot be trusted: it answers with ${records.length} ${collection} for an id that was never sent, instead of an empty array`,
    );
  }
}

function refused(response: HttpResponse, key: string, option: string): string {
  const { status, body } = response;
  const to = redirectOf(response);
  if (to !== undefined) {
    return `the target answered ${status}, a redirect to ${to}, to a minimal identify with ${key}: Segment follows none, so pass the final URL as --base-url`;
  }
  const said = body.trim() === '' ? 'an empty body' : JSON.stringify(cutText(body.trim(), 200));
  return `the target answered ${status} with ${said} to a minimal identify with ${key}: check the URL, and that ${option} is the key of its connector`;
}
