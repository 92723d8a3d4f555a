/** What the steps of one example share: its identifiers, its calls and its evidence. */
import { World } from '@cucumber/cucumber';
import type { Call } from '../../calls/index.ts';
import { type Values, valuesFrom } from '../../generators/index.ts';
import type { TaggedExample } from '../../harness/cucumber/catalogue.ts';
import { type AttachmentContent, MEDIA } from '../../harness/cucumber/index.ts';
import { UnmetExpectation } from '../../harness/errors.ts';
import type { EvidencePort } from '../../harness/evidence/index.ts';
import { awaitMarker, type Session } from '../../harness/session/index.ts';
import { eventually, type StateDifference } from '../../harness/settle.ts';
import type {
  CredentialName,
  HttpResponse,
  Identity,
  NoResponse,
  Posting,
} from '../../harness/target/index.ts';
import { createRecorder, describeResponse, isAccepted } from '../../harness/target/index.ts';
import { validate } from '../../schemas/index.ts';

/** The world of the destination's features. */
export class DestinationWorld extends World {
  readonly recorder = createRecorder();
  /** The connector that calls go to if they name no credential. */
  connector: CredentialName = 'the API key';
  /** What a person should check after the last call, because the run cannot read it back. */
  readonly checklist: string[] = [];
  #lastResponse: HttpResponse | NoResponse | undefined;
  #example: TaggedExample | undefined;
  #session: Session | undefined;
  #identity: Identity | undefined;
  #values: Values | undefined;
  #lastBody: string | undefined;
  #markers = 0;
  #settled = true;

  /** Called by the Before hook with the example that this world belongs to. */
  enter(example: TaggedExample, session: Session): void {
    this.#example = example;
    this.#session = session;
    this.#identity = session.identityFor(example.id);
    this.#values = valuesFrom(session.settings.seed);
  }

  get example(): TaggedExample {
    return entered(this.#example);
  }

  get session(): Session {
    return entered(this.#session);
  }

  get identity(): Identity {
    return entered(this.#identity);
  }

  get values(): Values {
    return entered(this.#values);
  }

  /** @throws Error if the run has no evidence: the example lacks the tag that gates it */
  get evidence(): EvidencePort {
    const { evidence } = this.session;
    if (evidence === undefined) throw new Error('an example that reads back needs the tag @needs-readback');
    return evidence;
  }

  /** The response to the last call. */
  get response(): HttpResponse | NoResponse {
    if (this.#lastResponse === undefined) throw new Error('nothing has been posted yet');
    return this.#lastResponse;
  }

  /** Posts a body unchanged; any response will do. */
  async post(body: string, posting: Posting = {}): Promise<HttpResponse | NoResponse> {
    this.#lastBody = body;
    this.#settled = false;
    this.checklist.length = 0;
    const response = await this.session.target.post(
      body,
      { credential: this.connector, ...posting },
      this.recorder,
    );
    this.#lastResponse = response;
    return response;
  }

  /**
   * Posts a call that follows the schema of its type.
   *
   * @throws Error if it does not, which is a fault of the suite
   */
  async send(call: Call): Promise<HttpResponse | NoResponse> {
    const [violation] = validate(call.type as 'identify', call);
    if (violation !== undefined) throw new Error(`the suite built an invalid call: ${violation.message}`);
    return this.post(JSON.stringify(call));
  }

  /** Posts a call that must be accepted for the example to go on. */
  async deliver(call: Call): Promise<void> {
    expectAccepted(await this.send(call), `the ${call.type}`);
  }

  /** Posts the last body again, unchanged or with some of its members changed. */
  async repeat(change: Record<string, unknown> = {}): Promise<void> {
    if (this.#lastBody === undefined) throw new Error('there is no call to repeat');
    const body =
      Object.keys(change).length === 0
        ? this.#lastBody
        : JSON.stringify({ ...JSON.parse(this.#lastBody), ...change });
    expectAccepted(await this.post(body), 'the repeated call');
  }

  /**
   * Calls `look` until it finds nothing wrong or the deadline has passed.
   *
   * @param state the expected state, for a person who checks it by hand (`--checklist`)
   */
  async expectSoon(state: string, look: () => Promise<StateDifference | undefined>): Promise<void> {
    const { timing, settings, stopped } = this.session;
    if (settings.checklist) {
      this.checklist.push(state);
      return;
    }
    await eventually(look, { deadlineMs: settings.settleMs, timing, recorder: this.recorder, stopped });
  }

  /**
   * Waits until a marker that is sent after all calls so far is visible (docs/contract.md section 4): from then on a
   * record that is missing counts as missing.
   */
  async settle(): Promise<void> {
    if (this.#settled || this.session.settings.checklist) return;
    this.#markers += 1;
    await awaitMarker(this.session, {
      identity: this.identity,
      alias: `marker-${this.#markers}`,
      credential: this.connector,
      recorder: this.recorder,
    });
    this.#settled = true;
  }

  /** Attaches content of one kind for the verdict of the example. */
  attachContent<K extends keyof typeof MEDIA>(kind: K, content: AttachmentContent[K]): void {
    this.attach(JSON.stringify(content), MEDIA[kind]);
  }

  /** Reports what an INFO example observed. */
  observe(observation: string): void {
    this.attachContent('observation', observation);
  }
}

/** @throws UnmetExpectation if the response is not a 2xx */
export function expectAccepted(response: HttpResponse | NoResponse, what: string): void {
  if (isAccepted(response)) return;
  throw new UnmetExpectation({
    message: `${what} was not accepted`,
    expected: 'a 2xx response',
    actual: describeResponse(response),
  });
}

function entered<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world was used before its Before hook ran');
  return value;
}
