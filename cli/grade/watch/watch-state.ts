/** What `--watch` does next: a pure function of what it knows and of what happened. */

/** A run that is due. */
export interface RunPlan {
  /** The clauses to run, or everything that the options select. */
  readonly clauses: readonly string[] | 'everything';
  /** True if everything is run as soon as these clauses are green. */
  readonly thenEverything: boolean;
}

/** What a run that is over says. */
export interface EndedRun {
  /** False if the run was stopped before its end. */
  readonly isWhole: boolean;
  /** True if the target could not be reached, or stopped responding: it may be restarting. */
  readonly isLost: boolean;
  readonly exitCode: number;
  /** How many clauses were selected. */
  readonly selected: number;
  /** Clauses that failed, warned, were blocked, or met a fault of the tool. */
  readonly unmet: readonly string[];
  /** Those of them that were judged. */
  readonly proven: readonly string[];
  /** Clauses that passed. */
  readonly passed: readonly string[];
}

export type WatchEvent =
  /** Files changed. */
  | { readonly kind: 'changed' }
  /** The target closed its port soon after a change: what was seen so far is about the program before the change. */
  | { readonly kind: 'restarting' }
  | { readonly kind: 'everything' | 'failed' | 'quit' }
  /** A run is over; without a record if it could not begin or was stopped before it did. */
  | { readonly kind: 'ended'; readonly run: EndedRun | undefined };

/** Why a run is being stopped, and so what follows. */
type Following = 'changed' | 'everything' | 'failed' | 'quit';

export interface WatchState {
  readonly phase: 'idle' | 'running' | 'stopping' | 'over';
  /** The run that is under way, or was the last one. */
  readonly plan: RunPlan;
  /** What follows the run that is being stopped. */
  readonly following: Following | undefined;
  /** What the last change runs first. */
  readonly unmet: readonly string[];
  /** How many clauses a run of everything has; undefined before the first one is over. */
  readonly selected: number | undefined;
  /** The exit code of the last run of everything; undefined before the first one is over. */
  readonly exitCode: number | undefined;
  /** The exit code of a run that was stopped before the first one was over. */
  readonly stoppedCode: number | undefined;
  /** How often a run that lost its target is still repeated without a verdict. */
  readonly repeats: number;
}

export interface WatchStep {
  readonly state: WatchState;
  readonly action: 'run' | 'stop' | undefined;
  /** True if a run is over and what it says is shown. */
  readonly isResult: boolean;
}

const EVERYTHING: RunPlan = { clauses: 'everything', thenEverything: false };

/** A target that a change restarts may go away in the middle of a run; one that goes away again is broken. */
const REPEATS_PER_CHANGE = 1;

/** @returns the state in which the first run is under way */
export function beginWatching(): WatchState {
  return {
    phase: 'running',
    plan: EVERYTHING,
    following: undefined,
    unmet: [],
    selected: undefined,
    exitCode: undefined,
    stoppedCode: undefined,
    repeats: 0,
  };
}

/** Whether a run that is over says nothing, because its target went away as it does in a restart. */
export function isRepeated({ phase, repeats }: WatchState, run: Pick<EndedRun, 'isLost'>): boolean {
  return phase === 'running' && run.isLost && repeats > 0;
}

export function stepWatch(state: WatchState, event: WatchEvent): WatchStep {
  if (state.phase === 'over') return waitIn(state);
  if (event.kind === 'ended') return afterRun(state, event.run);
  const following = event.kind === 'restarting' ? 'changed' : event.kind;
  const repeats = event.kind === 'changed' ? REPEATS_PER_CHANGE : state.repeats;
  const noticed = { ...state, repeats };
  if (following === 'failed' && state.unmet.length === 0) return waitIn(state);
  if (state.phase === 'idle') return follow(noticed, following);
  const action = state.phase === 'running' ? 'stop' : undefined;
  return {
    state: { ...noticed, phase: 'stopping', following: stronger(following, state.following) },
    action,
    isResult: false,
  };
}

function waitIn(state: WatchState): WatchStep {
  return { state, action: undefined, isResult: false };
}

/** Quitting comes before everything else, and a run of everything is also an answer to a change. */
function stronger(one: Following, earlier: Following | undefined): Following {
  if (earlier === 'quit') return 'quit';
  return one === 'changed' && earlier === 'everything' ? 'everything' : one;
}

function follow(state: WatchState, following: Following): WatchStep {
  if (following === 'quit') return waitIn({ ...state, phase: 'over' });
  if (following === 'changed') return begin(state, planAfterChange(state));
  if (following === 'everything') return begin(state, EVERYTHING);
  return begin(state, { clauses: state.unmet, thenEverything: false });
}

/** What failed comes first, if anything passed that can wait. */
function planAfterChange({ unmet, selected }: WatchState): RunPlan {
  if (selected === undefined || unmet.length === 0 || unmet.length >= selected) return EVERYTHING;
  return { clauses: unmet, thenEverything: true };
}

function begin(state: WatchState, plan: RunPlan): WatchStep {
  return {
    state: { ...state, phase: 'running', following: undefined, plan },
    action: 'run',
    isResult: false,
  };
}

function afterRun(state: WatchState, run: EndedRun | undefined): WatchStep {
  if (run === undefined) return { ...next(state, false), isResult: false };
  if (isRepeated(state, run)) return begin({ ...state, repeats: state.repeats - 1 }, state.plan);
  const isFirstAndLast = state.following === 'quit' && state.exitCode === undefined;
  return {
    ...next(learn(state, run), run.isWhole && run.exitCode === 0),
    isResult: run.isWhole || isFirstAndLast,
  };
}

function next(state: WatchState, isGreen: boolean): WatchStep {
  const { plan, following } = state;
  if (following !== undefined) return follow(state, following);
  return isGreen && plan.thenEverything ? begin(state, EVERYTHING) : waitIn({ ...state, phase: 'idle' });
}

function learn(
  state: WatchState,
  { isWhole, exitCode, selected, unmet, proven, passed }: EndedRun,
): WatchState {
  if (!isWhole) {
    // What was not reached is as it was before.
    const all = new Set([...state.unmet, ...proven]);
    return { ...state, unmet: [...all].filter((id) => !passed.includes(id)), stoppedCode: exitCode };
  }
  return state.plan.clauses === 'everything' ? { ...state, unmet, selected, exitCode } : { ...state, unmet };
}
