/** Runs examples with cucumber in this process, in several lanes at once, so that waiting times do not add up. */
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../../schemas/package-root.ts';
import type { CatalogueExample, Suite } from './catalogue.ts';
import { environmentFor, loadStepLibrary, optionsFor } from './step-library.ts';

/** Each lane parses its feature file again, so one lane runs several examples of one file. */
const EXAMPLES_PER_LANE = 5;

/** What a run of lanes needs. */
interface LaneRun {
  readonly examples: readonly CatalogueExample[];
  readonly runId: string;
  /** Whose step definitions the examples need; default: `destination`. */
  readonly suite?: Suite;
  /** The folder that holds `features/`; default: the package's own. */
  readonly root?: string;
  /** Lanes that run at the same time. */
  readonly concurrency: number;
  /** Called with every message of every lane, and the lane's number. */
  readonly onMessage: (envelope: Envelope, lane: number) => void;
  /** True to end the run early: no further lane starts. */
  readonly stopped?: () => boolean;
}

/**
 * Runs each example once.
 *
 * @returns what cucumber wrote to stderr; empty if all went well
 */
export async function runLanes({
  examples,
  runId,
  suite = 'destination',
  root = packageRoot,
  concurrency,
  onMessage,
  stopped,
}: LaneRun): Promise<string> {
  const errors: string[] = [];
  const environment = environmentFor(root, (text) => errors.push(text));
  const support = await loadStepLibrary(suite, environment);
  const waiting = [...lanesOf(examples).entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && stopped?.() !== true; next = waiting.shift()) {
      const [lane, paths] = next;
      await runCucumber({ ...optionsFor(paths, runId), support }, environment, (envelope) =>
        onMessage(envelope, lane),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return errors.join('');
}

/** The tag of examples in which a second or more passes without a call: they start first, each in a lane of its own. */
export const RESTS = '@rests';

/** One list of `path:line:line` per lane. */
function lanesOf(examples: readonly CatalogueExample[]): string[][] {
  const rests = ({ tags }: CatalogueExample) => tags.includes(RESTS);
  const alone = examples.filter(rests).map(({ uri, line }) => [`${uri}:${line}`]);
  return [...alone, ...sharedLanesOf(examples.filter((example) => !rests(example)))];
}

/** Few examples of one file per lane, because examples of one file wait alike. */
function sharedLanesOf(examples: readonly CatalogueExample[]): string[][] {
  return [...new Set(examples.map(({ uri }) => uri))].flatMap((uri) => {
    const ofFile = examples.filter((example) => example.uri === uri);
    const lanes = Math.ceil(ofFile.length / EXAMPLES_PER_LANE);
    const size = Math.ceil(ofFile.length / lanes);
    return Array.from({ length: lanes }, (_, i) => {
      const lines = ofFile.slice(i * size, (i + 1) * size).map(({ line }) => line);
      return [[uri, ...lines].join(':')];
    });
  });
}
