/** Runs examples in this process, many at once, so that waiting times do not add up. */
import type { Envelope } from '@cucumber/messages';
import { type CatalogueExample, placeOf } from '../catalogue.ts';
import type { Suite } from '../example.ts';
import { type Feature, readFeatures } from '../features.ts';
import { createOutcomeReader, type ExampleOutcome } from '../outcomes.ts';
import { timestampAt } from '../step-results.ts';
import { type DefineSteps, libraryOf } from './collect-steps.ts';
import { listenOnce, type WatchUncaught } from './run-code.ts';
import { runHook } from './run-definition.ts';
import { type PlacedPickle, runScenario, type ScenarioRun } from './run-scenario.ts';
import { featureMessages, libraryMessages } from './shared-messages.ts';
import type { Definition } from './step-library.ts';

/** What a run of examples is opened with. */
export interface ExecutorParts {
  /** Default: `destination`. */
  readonly suite?: Suite | undefined;
  /** The folder that holds `features/`; default: the package's own. */
  readonly root?: string | undefined;
  /** Defines the steps of the suite; what it defines is collected once for each function. */
  readonly steps: DefineSteps;
  /** What the hooks and each World find in `parameters`. */
  readonly parameters: object;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Default: errors that nobody catches are not seen here. */
  readonly uncaught?: WatchUncaught | undefined;
  /** Called with every message, as those of one run of cucumber. */
  readonly onMessage?: ((envelope: Envelope) => void) | undefined;
}

/** How some of the examples are run. */
export interface Pass {
  /** How many examples run at the same time. */
  readonly concurrency: number;
  /** True once no further example should begin. */
  readonly stopped: () => boolean;
  /** Called as each example ends. */
  readonly onOutcome: (outcome: ExampleOutcome) => void;
}

/** A run of examples, in as many passes as are needed. */
export interface Executor {
  /** Runs each example once; they begin in the given order. */
  run(examples: readonly CatalogueExample[], pass: Pass): Promise<void>;
  /** Ends the run; no example runs after it. */
  end(): Promise<void>;
}

/** Opens a run; whatever opens it must end it. */
export type OpenExecutor = (parts: ExecutorParts) => Executor;

/** The executor of this package. It does what cucumber does with the same definitions and features. */
export const openExecutor: OpenExecutor = (parts) => {
  const library = libraryOf(parts.steps);
  const places = placesIn(readFeatures(parts.suite ?? 'destination', parts.root));
  const shown = new Set<Feature>();
  const hasRun = new Set<string>();
  const startedAt = parts.now();
  let lastId = 0;
  let isOpen = false;
  let success = true;
  let onOutcome: Pass['onOutcome'] = () => {};
  const readOutcome = createOutcomeReader((outcome) => onOutcome(outcome));
  const emit = (envelope: Envelope) => {
    const status: string | undefined = envelope.testStepFinished?.testStepResult.status;
    if (status !== undefined && status !== 'PASSED' && status !== 'SKIPPED') success = false;
    readOutcome(envelope);
    parts.onMessage?.(envelope);
  };
  const { parameters, now } = parts;
  const uncaught = parts.uncaught && listenOnce(parts.uncaught);
  // The ids of features are numbers.
  const newId = () => {
    lastId += 1;
    return `run-${lastId}`;
  };
  const run: ScenarioRun = { id: newId(), library, parameters, now, uncaught, newId, emit };
  const timestamp = () => timestampAt(now());

  const runHooks = async (hooks: readonly Definition[]) => {
    for (const hook of hooks) {
      const id = newId();
      emit({ testRunHookStarted: { id, testRunStartedId: run.id, hookId: hook.id, timestamp: timestamp() } });
      const { result, error } = await runHook(hook, { parameters }, undefined, run);
      emit({ testRunHookFinished: { testRunHookStartedId: id, result, timestamp: timestamp() } });
      if (error !== undefined) throw new Error('a hook of the whole run failed', { cause: error });
    }
  };
  const open = async () => {
    isOpen = true;
    for (const envelope of libraryMessages(library)) emit(envelope);
    emit({ testRunStarted: { id: run.id, timestamp: timestampAt(startedAt) } });
    await runHooks(library.beforeAll);
  };
  const show = (example: CatalogueExample): PlacedPickle => {
    const { feature, pickle } = places.get(keyOf(example)) ?? missing(example);
    if (!shown.has(feature)) for (const envelope of featureMessages(feature)) emit(envelope);
    shown.add(feature);
    // An example that runs again is another pickle, as in another run of cucumber.
    const own = hasRun.has(pickle.id) ? { ...pickle, id: newId() } : pickle;
    hasRun.add(pickle.id);
    emit({ pickle: own });
    return { pickle: own, document: feature.document };
  };
  return {
    async run(examples, pass) {
      if (!isOpen) await open();
      onOutcome = pass.onOutcome;
      const waiting = examples.map(show).values();
      const work = async () => {
        for (const placed of waiting) {
          if (pass.stopped()) return;
          await runScenario(placed, run);
        }
      };
      await Promise.all(Array.from({ length: pass.concurrency }, work));
    },
    async end() {
      if (!isOpen) return;
      await runHooks(library.afterAll);
      emit({ testRunFinished: { testRunStartedId: run.id, success, timestamp: timestamp() } });
    },
  };
};

type PlacedExample = { readonly feature: Feature; readonly pickle: PlacedPickle['pickle'] };

const placesByFeatures = new WeakMap<readonly Feature[], ReadonlyMap<string, PlacedExample>>();

/** Each example of these features by its place; found once for the same features. */
function placesIn(features: readonly Feature[]): ReadonlyMap<string, PlacedExample> {
  const known = placesByFeatures.get(features);
  if (known !== undefined) return known;
  const places = new Map(
    features.flatMap((feature) =>
      feature.pickles.map((pickle): [string, PlacedExample] => [
        keyOf({ uri: feature.uri, line: placeOf(pickle, feature.document).line }),
        { feature, pickle },
      ]),
    ),
  );
  placesByFeatures.set(features, places);
  return places;
}

function keyOf({ uri, line }: Pick<CatalogueExample, 'uri' | 'line'>): string {
  return `${uri}:${line}`;
}

function missing({ id, uri, line }: CatalogueExample): never {
  throw new Error(`${uri}:${line}: the example ${id} is not in this feature any more`);
}
