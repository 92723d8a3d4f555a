/** What one example knows and does: its names, its calls, and its looks at what was stored. */

import { World } from '@cucumber/cucumber';
import type { Call } from '../../calls/index.ts';
import { identify } from '../../calls/index.ts';
import { type Values, valuesFrom } from '../../generators/index.ts';
import type { TaggedExample } from '../../harness/cucumber/catalogue.ts';
import { type AttachmentContent, MEDIA } from '../../harness/cucumber/index.ts';
import { BlockedExample, UnmetExpectation } from '../../harness/errors.ts';
import type { EvidencePort } from '../../harness/evidence/index.ts';
import type { Session } from '../../harness/session/index.ts';
import { eventually, type StateDifference } from '../../harness/settle.ts';
import type {
  CredentialName,
  HttpResponse,
  Identity,
  NoResponse,
  Posting,
} from '../../harness/target/index.ts';
import { createRecorder, isAccepted } from '../../harness/target/index.ts';
import { validate } from '../../schemas/index.ts';

/** The world of the destination's features. */
export class DestinationWorld extends World {
  readonly recorder = createRecorder();
  /** The connector that calls without a credential of their own go to. */
  connector: CredentialName = 'the API key';
  /** What a person should see after the last call, where the run cannot look itself. */
  readonly checklist: string[] = [];
  /** The answers so far, newest last. */
  readonly answers: (HttpResponse | NoResponse)[] = [];
  #example: TaggedExample | undefined;
  #session: Session | undefined;
  #identity: Identity | undefined;
  #values: Values | undefined;
  #lastBody: string | undefined;
  #markers = 0;
  #settled = true;

  /** Called by the Before hook, once it is known which example this world serves. */
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

  /** What was stored; gated examples only ask where the run has evidence. */
  get evidence(): EvidencePort {
    const { evidence } = this.session;
    if (evidence === undefined) throw new Error('an example that reads back needs the tag @needs-readback');
    return evidence;
  }

  /** The latest answer. */
  get answer(): HttpResponse | NoResponse {
    const answer = this.answers.at(-1);
    if (answer === undefined) throw new Error('nothing has been posted yet');
    return answer;
  }

  /** Posts a body as it is and keeps the answer, whatever it is. */
  async post(body: string, posting: Posting = {}): Promise<HttpResponse | NoResponse> {
    this.#lastBody = body;
    this.#settled = false;
    this.checklist.length = 0;
    const answer = await this.session.target.post(
      body,
      { credential: this.connector, ...posting },
      this.recorder,
    );
    this.answers.push(answer);
    return answer;
  }

  /**
   * Posts a call that keeps our own schema for its type.
   *
   * @throws Error where it does not: a fault of the suite, never of the destination
   */
  async send(call: Call): Promise<HttpResponse | NoResponse> {
    const [violation] = validate(call.type as 'identify', call);
    if (violation !== undefined) throw new Error(`the suite made a broken call: ${violation.message}`);
    return this.post(JSON.stringify(call));
  }

  /** Posts a call that the example needs to be accepted. */
  async deliver(call: Call): Promise<void> {
    expectAccepted(await this.send(call), `the ${call.type}`);
  }

  /** Posts the last body once more, letter by letter, or with some of its members changed. */
  async repeat(change: Record<string, unknown> = {}): Promise<void> {
    if (this.#lastBody === undefined) throw new Error('there is no call to repeat');
    const body =
      Object.keys(change).length === 0
        ? this.#lastBody
        : JSON.stringify({ ...JSON.parse(this.#lastBody), ...change });
    expectAccepted(await this.post(body), 'the repeated call');
  }

  /**
   * Looks until nothing is missing or the deadline has passed.
   *
   * @param state what should be there, for a person who has to look instead (`--checklist`)
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
   * Waits until a marker that was sent after all calls so far is visible (docs/contract.md section 4): from then on a
   * record that is missing is taken as missing.
   */
  async settle(): Promise<void> {
    if (this.#settled || this.session.settings.checklist) return;
    this.#markers += 1;
    const alias = `marker-${this.#markers}`;
    const { userId = '' } = this.identity.user(alias);
    const call = identify({ userId }, { email: this.identity.email(alias) }, this.identity.stamp());
    const posting = { credential: this.connector, purpose: 'marker' } as const;
    const answer = await this.session.target.post(JSON.stringify(call), posting, this.recorder);
    if (!isAccepted(answer))
      throw new BlockedExample(`AST-IDENT-001: a marker was not accepted: ${inWords(answer)}`);
    try {
      await this.expectSoon('the marker is there', async () => {
        const users = await this.evidence.users(
          { userId },
          { credential: this.connector, recorder: this.recorder },
        );
        return users.length > 0
          ? undefined
          : { message: 'a marker sent after the calls did not become visible' };
      });
    } catch (error) {
      if (error instanceof UnmetExpectation)
        throw new BlockedExample(`AST-IDENT-001: ${error.difference.message}`);
      throw error;
    }
    this.#settled = true;
  }

  /** Hands something to the verdicts. */
  attachContent<K extends keyof typeof MEDIA>(kind: K, content: AttachmentContent[K]): void {
    this.attach(JSON.stringify(content), MEDIA[kind]);
  }

  /** Reports what an INFO example saw. */
  observe(observation: string): void {
    this.attachContent('observation', observation);
  }
}

/** @throws UnmetExpectation where the answer is anything but a 2xx */
export function expectAccepted(answer: HttpResponse | NoResponse, what: string): void {
  if (isAccepted(answer)) return;
  throw new UnmetExpectation({
    message: `${what} was not accepted`,
    expected: 'a 2xx answer',
    actual: inWords(answer),
  });
}

/** An answer for a reader: its status and the beginning of its body, or why there is none. */
export function inWords(answer: HttpResponse | NoResponse): string {
  if ('failure' in answer) return `no answer: ${answer.failure}`;
  const body = answer.body.trim();
  return body === '' ? `${answer.status} with an empty body` : `${answer.status} with ${body.slice(0, 300)}`;
}

function entered<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world was used before its Before hook ran');
  return value;
}
