/** Keeps two versions of this package, or two calls, from defining the same steps on one cucumber. */
import { type Cucumber, Misuse } from '../scenario/index.ts';

/** Where the steps were defined from: a version and the folder of its package. */
export interface Definer {
  readonly version: string;
  readonly folder: string;
}

/** Shared by all copies of this package in a process. */
const REGISTRY = Symbol.for('astrolabe-conformance.steps');

type Claims = Map<unknown, Definer>;

function claims(): Claims {
  const shared = globalThis as { [REGISTRY]?: Claims };
  shared[REGISTRY] ??= new Map();
  return shared[REGISTRY];
}

/**
 * Claims a cucumber until its run begins.
 *
 * @returns a function that gives it free
 * @throws Misuse if it is claimed
 */
export function claim({ Given }: Pick<Cucumber, 'Given'>, definer: Definer): () => void {
  const other = claims().get(Given);
  if (other !== undefined) {
    throw new Misuse(
      other.folder === definer.folder
        ? 'defineSteps was called twice on one cucumber: call it once, in one file that cucumber imports'
        : `two versions of astrolabe-conformance define their steps in one run: ${described(other)}, and ${described(definer)}. Install one of them, or call defineSteps of one of them only`,
    );
  }
  claims().set(Given, definer);
  return () => {
    claims().delete(Given);
  };
}

function described({ version, folder }: Definer): string {
  return `${version} in ${folder}`;
}
