/** The checks before grading: can this target tell right from wrong? (docs/contract.md section 5) */

import { identify } from '../../calls/index.ts';
import type { ControlFindings, Result } from '../../schemas/index.ts';
import { EvidenceFault, UnmetExpectation } from '../errors.ts';
import type { EvidencePort } from '../evidence/index.ts';
import { eventually } from '../settle.ts';
import type { HttpResponse, Identity, Target, Timing } from '../target/index.ts';
import { createRecorder, isAccepted, type Recorder } from '../target/index.ts';

/** What the controls found, and what they sent and saw. */
export interface ControlRun extends ControlFindings {
  readonly recorder: Recorder;
}

/** The header by which an emulator names its defects in every response. */
const DEFECTS_ENABLED = 'x-astrolabe-defects-enabled';

/** What the controls work with. */
interface ControlParts {
  readonly target: Target;
  /** Undefined for a run on responses only; a problem if the declared source of evidence could not be opened. */
  readonly evidence: Result<EvidencePort | undefined>;
  readonly identity: Identity;
  readonly settleMs: number;
  readonly timing: Timing;
}

/** Runs the three controls in order and resolves with what they found; throws only for faults of the tool. */
export async function runControls(parts: ControlParts): Promise<ControlRun> {
  const recorder = createRecorder();
  const { target, identity } = parts;
  const user = identity.user('control');
  const minimal = () =>
    JSON.stringify(identify(user, { email: identity.email('control') }, identity.stamp()));

  const good = await target.post(minimal(), {}, recorder);
  if ('failure' in good) return { recorder, unusable: `the target cannot be reached: ${good.failure}` };
  if (!isAccepted(good)) return { recorder, unusable: refusedKey(good) };

  const badKey = await target.post(minimal(), { credential: 'an unknown API key' }, recorder);
  const badBody = await target.post('this is not JSON', {}, recorder);
  const accepted = [
    isAccepted(badKey) && 'an unknown API key',
    isAccepted(badBody) && 'a body that is not JSON',
  ].filter((what) => what !== false);
  return {
    recorder,
    defects: good.headers[DEFECTS_ENABLED],
    indifferent: accepted.length === 0 ? undefined : `the target also accepts ${accepted.join(' and ')}`,
    ...(await lookForUser(parts, user.userId ?? '', recorder)),
  };
}

async function lookForUser(
  { evidence, settleMs, timing }: ControlParts,
  userId: string,
  recorder: Recorder,
): Promise<Pick<ControlFindings, 'evidenceFault' | 'invisibleUser'>> {
  if ('problem' in evidence) return { evidenceFault: evidence.problem };
  const port = evidence.value;
  if (port === undefined) return {};
  const asking = { credential: 'the API key', recorder } as const;
  try {
    await eventually(
      async () => {
        const users = await port.users({ userId }, asking);
        return users.length > 0
          ? undefined
          : { message: `the identify of "${userId}" was accepted, but no User became visible` };
      },
      { deadlineMs: settleMs, timing, recorder },
    );
    return {};
  } catch (error) {
    if (error instanceof EvidenceFault) return { evidenceFault: error.message };
    if (error instanceof UnmetExpectation)
      return { invisibleUser: `${error.difference.message} within ${settleMs} ms` };
    throw error;
  }
}

function refusedKey({ status, body }: HttpResponse): string {
  const said = body.trim() === '' ? 'an empty body' : JSON.stringify(body.trim().slice(0, 200));
  return `the target answered ${status} with ${said} to a minimal identify with the API key: check the URL, and that ASTROLABE_API_KEY is the key of its connector`;
}
