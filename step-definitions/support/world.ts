/** What the steps of one example share: its identifiers, its calls and its evidence. */
import { World } from '@cucumber/cucumber';
import type { Call } from '../../calls/index.ts';
import { type Values, valuesFrom } from '../../generators/index.ts';
import type { TaggedExample } from '../../harness/cucumber/catalogue.ts';
import { type AttachmentContent, MEDIA } from '../../harness/cucumber/index.ts';
import type { EvidencePort } from '../../harness/evidence/index.ts';
import { awaitMarker, type FoundState, type Session } from '../../harness/session/index.ts';
import { eventually, type StateDifference } from '../../harness/settle.ts';
import type {
  CredentialName,
  HttpResponse,
  Identity,
  NoResponse,
  Posting,
  Recorder,
} from '../../harness/target/index.ts';
import { createRecorder, isAccepted } from '../../harness/target/index.ts';
import { redactValue } from '../../safe-text/index.ts';
import { validate } from '../../schemas/index.ts';
import { answered, expectAccepted } from './responses.ts';

/** The world of the destination's features. */
export class DestinationWorld extends World {
  /** The connector that calls go to if they name no credential. */
  connector: CredentialName = 'the API key';
  /** What a person should check after the last call, because the run cannot read it back. */
  readonly checklist: string[] = [];
  #recorder: Recorder | undefined;
  #last: Posted | undefined;
  #bodies: string[] = [];
  #example: TaggedExample | undefined;
  #session: Session | undefined;
  #identity: Identity | undefined;
  #values: Values | undefined;
  #markers = 0;
  #settled = true;
  /** The looks that found what was expected, since the last call. */
  #looks: FoundState['looks'][number][] = [];
  /** What happens before the last look. */
  #late: FoundState['late'];
  #answeredAt = 0;

  /** Called by the Before hook with the example that this world belongs to. */
  enter(example: TaggedExample, session: Session): void {
    this.#example = example;
    this.#recorder = createRecorder(example.id);
    this.#session = session;
    this.#identity = session.identityFor(example.id);
    this.#values = valuesFrom(session.settings.seed);
  }

  get example(): TaggedExample {
    return entered(this.#example);
  }

  /** The text without keys; before the example is known, none has been sent. */
  redact(text: string): string {
    return this.#session === undefined ? text : this.#session.redactor.redact(text);
  }

  /** What the example sent and saw. */
  get recorder(): Recorder {
    return entered(this.#recorder);
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

  /**
   * The response to the last call, for a step that judges it: while it is unsteady, the call is posted again.
   *
   * @param mustBeAccepted true for a call that a destination must accept
   * @throws NoAnswer if no attempt had a response
   */
  async response({ mustBeAccepted = false } = {}): Promise<HttpResponse> {
    const last = this.#last;
    if (last === undefined) throw new Error('nothing has been posted yet');
    const response = await this.session.target.steady(last, this.recorder, mustBeAccepted);
    this.#last = { ...last, response };
    return answered(response);
  }

  /** Posts a body once; any response will do, until a step asks for it. */
  async post(body: string, posting: Posting = {}): Promise<void> {
    const how = { credential: this.connector, ...posting };
    this.#beforePost();
    const response = await this.session.target.post(body, how, this.recorder);
    this.#afterPost({ body, posting: how, response });
  }

  /**
   * Posts a call that follows the schema of its type; any response will do, and there must be one.
   *
   * @throws Error if it does not follow the schema, which is a fault of the suite
   */
  async send(call: Call): Promise<void> {
    await this.post(checked(call));
    await this.response();
  }

  /** Posts a call that must be accepted for the example to go on. */
  deliver(call: Call): Promise<void> {
    return this.#deliver(checked(call), `the ${call.type}`);
  }

  /**
   * Posts one call several times at the same time. One delivery must be accepted; what the destination answers to the
   * others is not judged, because they are repeated deliveries.
   */
  async deliverTogether(call: Call, times: number): Promise<void> {
    const body = checked(call);
    const posting = { credential: this.connector };
    this.#beforePost();
    const post = () => this.session.target.post(body, posting, this.recorder);
    const responses = await Promise.all(Array.from({ length: times }, post));
    const [response] = [...responses.filter(isAccepted), ...responses];
    if (response === undefined) throw new Error('a call must be delivered at least once');
    this.#afterPost({ body, posting, response });
    expectAccepted(await this.response({ mustBeAccepted: true }), `no delivery of the ${call.type}`);
  }

  /**
   * Posts a body again as it was; what the destination answers to a repeated delivery is not judged.
   *
   * @param back how many bodies were posted after it; default: 0, the last one
   */
  async repeat(back = 0): Promise<void> {
    const body = this.#bodies.at(-1 - back);
    if (body === undefined) throw new Error('there is no call to repeat');
    await this.post(body);
    await this.response();
  }

  /** Delivers the last body once more at the end of the run, before what was found is looked at again. */
  repeatBeforeLastLook(): void {
    const body = this.#lastBody();
    this.#late = async () => {
      await this.session.target.post(body, { credential: this.connector }, this.recorder);
      this.#settled = false;
      await this.settle();
    };
  }

  /** Posts the last body with some of its members changed, which makes it another call. */
  vary(change: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#deliver(JSON.stringify({ ...JSON.parse(this.#lastBody()), ...change }), 'the changed call');
  }

  async #deliver(body: string, what: string): Promise<void> {
    const posting = { credential: this.connector };
    this.#beforePost();
    const response = await this.session.target.deliver(body, posting, this.recorder);
    this.#afterPost({ body, posting, response });
    expectAccepted(answered(response), what);
  }

  #lastBody(): string {
    if (this.#last === undefined) throw new Error('there is no call to repeat');
    return this.#last.body;
  }

  #beforePost(): void {
    this.#settled = false;
    this.#looks = [];
    this.checklist.length = 0;
  }

  #afterPost(posted: Posted): void {
    this.#last = posted;
    this.#bodies.push(posted.body);
    this.#answeredAt = this.session.timing.now();
  }

  /**
   * Calls `look` until it finds nothing wrong or the deadline has passed.
   *
   * @param state the expected state, for a person who checks it by hand (`--checklist`)
   */
  async expectSoon(state: string, look: () => Promise<StateDifference | undefined>): Promise<void> {
    const { timing, settings, end, network } = this.session;
    if (settings.checklist) {
      this.checklist.push(state);
      return;
    }
    await eventually(look, { deadlineMs: settings.settleMs, timing, recorder: this.recorder, end });
    this.#looks.push(look);
    // After a marker was waited for, the time says nothing about the call any more.
    if (!this.#settled) network.visibleAfter(timing.now() - this.#answeredAt);
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
      alias: markerAlias(this.#markers),
      credential: this.connector,
      recorder: this.recorder,
    });
    this.#settled = true;
  }

  /** Keeps what the example found stored since its last call, so that it can be looked at once more. */
  keepState(): void {
    if (this.#looks.length === 0) return;
    const { session, recorder, example } = this;
    const late = this.#late;
    // The looks keep this world until the end of the run, and a response may be large.
    this.#last = undefined;
    session.keepState({ example: example.id, recorder, at: session.timing.now(), looks: this.#looks, late });
  }

  /** Attaches content of one kind for the verdict of the example. */
  attachContent<K extends keyof typeof MEDIA>(kind: K, content: AttachmentContent[K]): void {
    // Exchanges are redacted as they are recorded.
    const shown = kind === 'exchanges' ? content : redactValue(content, (text) => this.redact(text));
    this.attach(JSON.stringify(shown), MEDIA[kind]);
  }

  /** Says what the short form of the run left out of this example. */
  shorten(what: string): void {
    this.attachContent('shortened', what);
  }

  /** Reports what an INFO example observed. */
  observe(observation: string): void {
    this.attachContent('observation', observation);
  }
}

/** Names that no example gives to its users, so that a destination cannot tell markers from other calls. */
const MARKED = ['wes', 'una', 'tom', 'sue', 'rob'];

/** @param number counts the markers of an example up from 1 */
function markerAlias(number: number): string {
  return MARKED[number - 1] ?? `pat${number}`;
}

/** A call that was posted. */
interface Posted {
  readonly body: string;
  readonly posting: Posting;
  readonly response: HttpResponse | NoResponse;
}

/** @throws Error if a call does not follow the schema of its type, which is a fault of the suite */
function checked(call: Call): string {
  const [violation] = validate(call.type as 'identify', call);
  if (violation !== undefined) throw new Error(`the suite built an invalid call: ${violation.message}`);
  return JSON.stringify(call);
}

function entered<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world was used before its Before hook ran');
  return value;
}
