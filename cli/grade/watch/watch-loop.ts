/** Carries out what the state of `--watch` asks for, until it is over. */
import {
  beginWatching,
  type EndedRun,
  type RunPlan,
  stepWatch,
  type WatchEvent,
  type WatchState,
} from './watch-state.ts';

/** What the loop moves. */
export interface WatchPorts {
  /** Runs a plan; `signal` stops it. Resolves with undefined if nothing was judged; rejects with faults of the tool. */
  run(plan: RunPlan, signal: AbortSignal): Promise<EndedRun | undefined>;
  /** The run that was over last counts. */
  report(state: WatchState): void;
  /** Called whenever something that is shown may have changed. */
  show(state: WatchState): void;
}

export interface WatchLoop {
  send(event: WatchEvent): void;
  state(): WatchState;
  /** Resolves when a person ended the loop and no run is under way; rejects with what a run was rejected with. */
  readonly over: Promise<WatchState>;
}

/** Begins with a run of everything. */
export function startWatchLoop({ run, report, show }: WatchPorts): WatchLoop {
  let state = beginWatching();
  let stopper = new AbortController();
  let settle = (_state: WatchState) => {};
  let fail = (_error: unknown) => {};
  const over = new Promise<WatchState>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  const begin = () => {
    stopper = new AbortController();
    run(state.plan, stopper.signal).then((ended) => send({ kind: 'ended', run: ended }), fail);
  };
  const send = (event: WatchEvent) => {
    const { state: next, action, isResult } = stepWatch(state, event);
    state = next;
    if (isResult) report(state);
    if (action === 'run') begin();
    if (action === 'stop') stopper.abort();
    show(state);
    if (state.phase === 'over') settle(state);
  };
  begin();
  return { send, state: () => state, over };
}
