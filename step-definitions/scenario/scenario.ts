/** What the steps of one example share: its identifiers, its calls and its evidence. */
import type { Call, Members } from '../../calls/index.ts';
import { type Values, valuesFrom } from '../../generators/index.ts';
import type { TaggedExample } from '../../harness/cucumber/catalogue.ts';
import { type AttachmentContent, MEDIA } from '../../harness/cucumber/index.ts';
import type { EvidencePort } from '../../harness/evidence/index.ts';
import { awaitMarker, type FoundState, type Gate, type Session } from '../../harness/session/index.ts';
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
import { Misuse } from './misuse.ts';
import { answered, expectAccepted } from './responses.ts';

/** Where a scenario shows what it did: the world that cucumber made for it, if that can. */
export interface Sink {
  attach?(data: string, mediaType: string): unknown;
  log?(text: string): unknown;
}

/** What a scenario begins with. */
export interface ScenarioParts {
  readonly session: Session;
  readonly example: TaggedExample;
  /** True for a scenario of the caller's own, which is run and never graded. */
  readonly isOwn: boolean;
  readonly sink: Sink;
}

/** One scenario that runs: its identifiers, its calls, its evidence, and what is shown of it. */
export class Scenario {
  readonly session: Session;
  readonly example: TaggedExample;
  /** True for a scenario of the caller's own, which is run and never graded. */
  readonly isOwn: boolean;
  readonly identity: Identity;
  readonly values: Values;
  /** What was sent and seen. */
  readonly recorder: Recorder;
  /** The connector that calls go to if they name no credential. */
  connector: CredentialName = 'the API key';
  /** What a person should check after the last call, because the run cannot read it back. */
  readonly checklist: string[] = [];
  readonly #sink: Sink;
  #last: Posted | undefined;
  #bodies: string[] = [];
  #markers = 0;
  #settled = true;
  /** The looks that found what was expected, since the last call. */
  #looks: FoundState['looks'][number][] = [];
  /** What happens before the last look. */
  #late: FoundState['late'];
  #answeredAt = 0;

  constructor({ session, example, isOwn, sink }: ScenarioParts) {
    this.session = session;
    this.example = example;
    this.isOwn = isOwn;
    this.identity = session.identityFor(example.id);
    this.values = valuesFrom(session.settings.seed);
    this.recorder = createRecorder(example.id);
    this.#sink = sink;
  }

  /** The text without keys. */
  readonly redact = (text: string): string => this.session.redactor.redact(text);

  /**
   * @throws Misuse if the run of a scenario of the caller's own has no evidence
   * @throws Error if an example lacks the tag that gates it
   */
  get evidence(): EvidencePort {
    const { evidence } = this.session;
    if (evidence !== undefined) return evidence;
    if (!this.isOwn) throw new Error('an example that reads back needs the tag @needs-readback');
    throw new Misuse(
      'this step looks at what was stored, and nothing says where to read it: set ASTROLABE_RECORDS_URL to the Records API of the destination, ASTROLABE_ADAPTER to a module that answers for it, or recordsUrl or adapter of the target in astrolabe.config.yaml',
    );
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

  /** Posts a call that was delivered before, also while that is under way; what the destination answers is not judged. */
  redeliver(call: Call): Promise<void> {
    return this.post(checked(call));
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

  /** The traits or properties of the last call. */
  lastMembers(): Members {
    const { traits, properties = {} } = JSON.parse(this.#lastBody());
    return traits ?? properties;
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
    if (this.#looks.length === 0 || this.isOwn) return;
    const { session, recorder, example } = this;
    const late = this.#late;
    // The looks keep this scenario until the end of the run, and a response may be large.
    this.#last = undefined;
    session.keepState({ example: example.id, recorder, at: session.timing.now(), looks: this.#looks, late });
  }

  /** Says why the scenario does not go on. */
  skip(gate: Gate): void {
    this.#sink.log?.(this.redact(`${gate.verdict}: ${gate.reason}`));
    if (!this.isOwn) this.attachContent('gate', gate);
  }

  /** Says in the report of cucumber that no clause is graded here. */
  showAsOwn(): void {
    this.#sink.log?.('a scenario of your own: it is run, and grades no clause');
  }

  /** Attaches content of one kind for the verdict of the example. */
  attachContent<K extends keyof typeof MEDIA>(kind: K, content: AttachmentContent[K]): void {
    // Exchanges are redacted as they are recorded.
    const shown = kind === 'exchanges' ? content : redactValue(content, (text) => this.redact(text));
    this.#sink.attach?.(JSON.stringify(shown), MEDIA[kind]);
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
