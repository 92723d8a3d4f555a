/** The beginning and the end of every scenario: its gate, and what it attaches. */
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { exampleOf, type TaggedExample } from '../../harness/cucumber/catalogue.ts';
import { BlockedExample, UnmetExpectation } from '../../harness/errors.ts';
import { loadRegistry } from '../../harness/registry/index.ts';
import { gateOf } from '../../harness/session/index.ts';
import { didYouMean } from '../../schemas/index.ts';
import {
  ANY_TIME,
  type Cucumber,
  enterScenario,
  Misuse,
  redacted,
  Scenario,
  type Sink,
  scenarioOf,
  withoutPlace,
} from '../scenario/index.ts';
import { NOTHING_RAN } from './nothing-ran.ts';
import {
  commandSession,
  type OwnRun,
  openRun,
  problemsOf,
  type RunParameters,
  type StepsOutside,
} from './open-run.ts';

interface HasParameters {
  readonly parameters?: { readonly astrolabe?: RunParameters };
}

/** A scenario as cucumber hands it to its hooks. */
interface Case {
  readonly pickle: Pickle;
  readonly gherkinDocument: GherkinDocument;
  readonly result?: { readonly status: string };
}

/** What stops every scenario: it fails the first, and the others would only repeat it. */
interface Stopping {
  /** The run could not begin. */
  misuse?: Misuse;
  /** The reasons that were reported. */
  readonly reported: Set<string>;
}

/** Defines the hooks; the World, the timeout and other hooks of the caller stay as they are. */
export function defineHooks({ Before, After, BeforeAll, AfterAll }: Cucumber, outside: StepsOutside): void {
  let own: OwnRun | undefined;
  const ran = { graded: 0, own: 0 };
  const stopping: Stopping = { reported: new Set() };

  BeforeAll(ANY_TIME, async function (this: HasParameters) {
    outside.onStart?.();
    const parameters = parametersOf(this);
    if (commandSession(parameters) !== undefined) return;
    try {
      own = await openRun(parameters, outside);
    } catch (error) {
      // Thrown here, cucumber would show a stack trace.
      if (!(error instanceof Misuse)) throw error;
      stopping.misuse = error;
    }
  });

  AfterAll(ANY_TIME, async function (this: HasParameters) {
    if (own === undefined) return;
    const problems = ran.graded === 0 ? [] : await problemsOf(own.session);
    await own.close();
    // The profile counts for all workers together.
    const isCounted = parametersOf(this).target === undefined && outside.env.CUCUMBER_WORKER_ID === undefined;
    if (isCounted && ran.graded + ran.own === 0) outside.onMisuse?.(NOTHING_RAN);
    if (problems.length > 0) throw withoutPlace(new UnmetExpectation({ message: problems.join('\n') }));
  });

  Before(ANY_TIME, async function (this: HasParameters & Sink, { pickle, gherkinDocument }: Case) {
    try {
      if (stopping.misuse !== undefined) {
        if (isRepeated(stopping.misuse.message, stopping)) return 'skipped';
        throw stopping.misuse;
      }
      const session = own?.session ?? commandSession(parametersOf(this));
      if (session === undefined)
        throw new Misuse('no run is open: cucumber did not call the BeforeAll hooks');
      const example = taggedAs(pickle, gherkinDocument);
      const isOwn = example === undefined;
      const scenario = new Scenario({ session, example: example ?? ownExample(pickle), isOwn, sink: this });
      enterScenario(this, scenario);
      return isOwn ? scenario.showAsOwn() : await gate(scenario, own !== undefined, stopping);
    } catch (error) {
      if (error instanceof Misuse) outside.onMisuse?.();
      throw redacted(error, scenarioOf(this));
    }
  });

  After(ANY_TIME, function (this: object, { result }: Case) {
    const scenario = scenarioOf(this);
    if (scenario === undefined) return;
    if (result?.status === 'PASSED' || result?.status === 'FAILED')
      ran[scenario.isOwn ? 'own' : 'graded'] += 1;
    if (!scenario.isOwn) show(scenario, result?.status === 'PASSED');
  });
}

/** @throws Misuse if the scenario has half of the tags of an example, or those of a clause that does not exist */
function taggedAs(pickle: Pickle, document: GherkinDocument): TaggedExample | undefined {
  const example = halfTagged(pickle, document);
  if (example === undefined || loadRegistry().byId(example.clauseId) !== undefined) return example;
  const ids = loadRegistry().clauses.map(({ id }) => id);
  throw new Misuse(
    `${pickle.uri}: the scenario "${pickle.name}" has the tag @${example.clauseId} of a clause that does not exist: ${didYouMean(example.clauseId, ids, '"npx astrolabe-conformance list" lists them')}`,
  );
}

function halfTagged(pickle: Pickle, document: GherkinDocument): TaggedExample | undefined {
  try {
    return exampleOf(pickle, document);
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

function parametersOf({ parameters }: HasParameters): RunParameters {
  return parameters?.astrolabe ?? {};
}

/** @returns `skipped` if the example cannot be judged, and that is not a fault of the destination */
async function gate(
  scenario: Scenario,
  isAlone: boolean,
  stopping: Stopping,
): Promise<'skipped' | undefined> {
  const { session, example, recorder } = scenario;
  const controls = await session.controls();
  const found = gateOf(example, session, controls);
  if (found === undefined) return undefined;
  if (found.verdict === 'fail') {
    recorder.exchanges.push(...controls.recorder.exchanges);
    throw new UnmetExpectation({ message: found.reason });
  }
  if (found.verdict === 'blocked' && !(isAlone && isRepeated(found.reason, stopping))) {
    throw new BlockedExample(found.reason);
  }
  scenario.skip(found);
  if (found.shortened !== undefined) scenario.shorten(found.shortened);
  return 'skipped';
}

function isRepeated(reason: string, { reported }: Stopping): boolean {
  if (reported.has(reason)) return true;
  reported.add(reason);
  return false;
}

/** Attaches what the verdict of an example needs. */
function show(scenario: Scenario, passed: boolean): void {
  scenario.attachContent('exchanges', scenario.recorder.exchanges);
  if (!passed) return;
  if (!scenario.example.tags.includes('@info')) scenario.keepState();
  if (scenario.checklist.length === 0) return;
  scenario.attachContent('checklist', scenario.checklist);
  scenario.attachContent('gate', {
    verdict: 'not-observable',
    reason: 'stored records cannot be read: check by hand, see the checklist',
  });
}

/** A scenario of the caller's own: its identifiers say which one sent them. */
function ownExample({ name, tags }: Pickle): TaggedExample {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 30);
  return { id: `own-${slug}`, clauseId: '', tags: tags.map((tag) => tag.name) };
}
