/** The reference: runs examples with cucumber itself, in several lanes at once. */
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { CatalogueExample } from '../../harness/cucumber/catalogue.ts';
import type { ExecutorParts, OpenExecutor } from '../../harness/cucumber/executor/index.ts';
import { createOutcomeReader } from '../../harness/cucumber/outcomes.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { environmentFor, loadStepLibrary, optionsFor } from './cucumber-library.ts';

// Each step that cucumber runs listens for uncaught exceptions, and many lanes run at the same time.
process.setMaxListeners(200);

/** Each lane parses its feature again, so one lane runs several examples of one file. */
const EXAMPLES_PER_LANE = 5;

/** What a lane shows besides the outcomes of its examples. */
export interface WatchedLanes {
  /** Called with every message, and a number for each lane: their ids are not of one run. */
  readonly onMessage?: (envelope: Envelope, lane: number) => void;
}

/**
 * An executor that runs cucumber for each lane.
 *
 * @param steps the file that defines the steps of its parts
 */
export function openReference(steps: string, { onMessage }: WatchedLanes = {}): OpenExecutor {
  let lanes = 0;
  return ({ root = packageRoot, parameters }: ExecutorParts) => ({
    async run(examples, { concurrency, stopped, onOutcome }) {
      const errors: string[] = [];
      const environment = environmentFor(root, (text) => errors.push(text));
      const support = await loadStepLibrary(steps);
      const waiting = lanesOf(examples, concurrency).values();
      const work = async () => {
        for (const paths of waiting) {
          if (stopped()) return;
          const lane = lanes;
          lanes += 1;
          const read = createOutcomeReader(onOutcome);
          await runCucumber({ ...optionsFor(paths, parameters), support }, environment, (envelope) => {
            read(envelope);
            onMessage?.(envelope, lane);
          });
        }
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      if (errors.length > 0) throw new Error(errors.join(''));
    },
    async end() {},
  });
}

/** For each lane what cucumber is asked to run: `path:line:line`. One lane after another has the order of the examples. */
function lanesOf(examples: readonly CatalogueExample[], concurrency: number): string[][] {
  if (concurrency === 1) return examples.map(({ uri, line }) => [`${uri}:${line}`]);
  return [...new Set(examples.map(({ uri }) => uri))].flatMap((uri) => {
    const lines = examples.filter((example) => example.uri === uri).map(({ line }) => line);
    return Array.from({ length: Math.ceil(lines.length / EXAMPLES_PER_LANE) }, (_, lane) => [
      [uri, ...lines.slice(lane * EXAMPLES_PER_LANE, (lane + 1) * EXAMPLES_PER_LANE)].join(':'),
    ]);
  });
}
