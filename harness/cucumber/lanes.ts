/** Runs examples with cucumber in this process, in several lanes at once, so that waiting times do not add up. */
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { packageRoot } from '../../schemas/package-root.ts';
import type { CatalogueExample, Suite } from './catalogue.ts';
import { environmentFor, loadStepLibrary, optionsFor } from './step-library.ts';

/** Each lane parses its feature file again, so one lane runs several examples of one file. */
const EXAMPLES_PER_LANE = 5;

/** An example with as many requests is as long as a lane of short ones, and gets a lane of its own. */
const LONG_REQUESTS = 20;

/** Requests by the id of an example. */
export type RequestCounts = Readonly<Record<string, number>>;

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
  /** Requests that each example needs, by its id: the longest lane starts first. Default: in the order of the files. */
  readonly requests?: RequestCounts | undefined;
  /** True if the target is slow: an example then costs more than parsing its file, and has a lane of its own. */
  readonly isSlow?: boolean | undefined;
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
  requests = {},
  isSlow = false,
  onMessage,
  stopped,
}: LaneRun): Promise<string> {
  const errors: string[] = [];
  const environment = environmentFor(root, (text) => errors.push(text));
  const support = await loadStepLibrary(suite, environment);
  const waiting = [...lanesOf(examples, requests, isSlow).entries()];
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

/** Examples that one lane runs, one after another. */
type ExampleLane = readonly CatalogueExample[];

/** One list of `path:line:line` per lane, in the order in which they start. */
export function lanesOf(
  examples: readonly CatalogueExample[],
  requests: RequestCounts,
  isSlow: boolean,
): string[][] {
  const requestsOf = (lane: ExampleLane) => lane.reduce((sum, { id }) => sum + (requests[id] ?? 0), 0);
  const rests = examples.filter(({ tags }) => tags.includes(RESTS));
  const others = examples.filter((example) => !rests.includes(example));
  const long = others.filter((example) => isSlow || requestsOf([example]) >= LONG_REQUESTS);
  const short = others.filter((example) => !long.includes(example));
  const lanes = [...long.map((example) => [example]), ...sharedLanesOf(short)];
  return [
    ...rests.map((example) => [example]),
    ...lanes.toSorted((one, other) => requestsOf(other) - requestsOf(one)),
  ].map(pathOf);
}

/** Few examples of one file per lane, because examples of one file wait alike. */
function sharedLanesOf(examples: readonly CatalogueExample[]): ExampleLane[] {
  return [...new Set(examples.map(({ uri }) => uri))].flatMap((uri) => {
    const ofFile = examples.filter((example) => example.uri === uri);
    const lanes = Math.ceil(ofFile.length / EXAMPLES_PER_LANE);
    const size = Math.ceil(ofFile.length / lanes);
    return Array.from({ length: lanes }, (_, i) => ofFile.slice(i * size, (i + 1) * size));
  });
}

function pathOf(lane: ExampleLane): string[] {
  return [[lane[0]?.uri, ...lane.map(({ line }) => line)].join(':')];
}
