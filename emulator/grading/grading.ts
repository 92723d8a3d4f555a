/** The latest run of one world: its progress, its end, and its report. */
import { digestOf, isSameDigest } from '../key-digest.ts';
import type { GradeKeys, GradeOutcome, GradeRefusal, Grader, GradeWatcher, RunningGrade } from './grader.ts';
import type { GradeClause, GradeResult, GradeRun, GradeState, LiveGrade, ShownGrade } from './shown.ts';

export interface Grading {
  /** @param reports the path below which `report` is served */
  read(reports: string): Promise<ShownGrade>;
  /** Begins a run in place of the latest one. */
  begin(
    wanted: WantedGrade,
    reports: string,
  ): Promise<GradeRun | { readonly refused: GradeRefusal | { readonly why: 'absent' } }>;
  /**
   * Stops a run that is in progress; ends it at once if that was asked for already; forgets one that has ended.
   *
   * @returns the run, or undefined if there is none
   */
  remove(reports: string): GradeRun | undefined;
  /** The report page, for who knows its secret. */
  report(secret: string): string | undefined;
  live(): LiveGrade | undefined;
  /** Forgets the latest run; one of the built-in destination, whose records are gone, is ended. One elsewhere goes on. */
  forget(): void;
  /** Ends a run that is in progress, at once. */
  end(): void;
}

export interface WantedGrade {
  /** See `GradeOrder`. */
  readonly target?: string | undefined;
  readonly confirm?: string | undefined;
}

export interface GradingOptions {
  readonly grader: Grader | undefined;
  readonly keys: GradeKeys;
  /** Milliseconds since the epoch in real time. */
  readonly now: () => number;
  /** Called whenever something has changed that `live` tells. */
  readonly touch: () => void;
}

interface HeldRun {
  readonly run: number;
  readonly target: string | undefined;
  readonly startedAt: string;
  /** Undefined until it has begun. */
  running: RunningGrade | undefined;
  state: GradeState;
  done: number;
  total: number;
  clauses: Map<string, GradeClause>;
  result: GradeResult | undefined;
  page: string | undefined;
  problem: string | undefined;
}

export function createGrading({ grader, keys, now, touch }: GradingOptions): Grading {
  let latest: HeldRun | undefined;
  let runs = 0;
  let isOver = false;

  const shown = (held: HeldRun, running: RunningGrade, reports: string): GradeRun => ({
    run: held.run,
    target: held.target,
    address: running.address,
    startedAt: held.startedAt,
    state: held.state,
    examples: { done: held.done, total: held.total },
    clauses: [...held.clauses.values()],
    result: held.result && { ...held.result, report: `${reports}/${running.secret}` },
    problem: held.problem,
  });
  const latestShown = (reports: string) => latest?.running && shown(latest, latest.running, reports);

  return {
    async read(reports) {
      const found = await grader?.targets();
      return { grader: grader !== undefined, targets: [], ...found, run: latestShown(reports) };
    },
    async begin({ target, confirm }, reports) {
      if (grader === undefined) return { refused: { why: 'absent' } };
      const held = newRun(runs + 1, target, now());
      const running = await grader.begin({ target, confirm, keys }, watcherOf(held, touch));
      if ('refused' in running) return running;
      held.running = running;
      runs = held.run;
      latest = held;
      // The world may have ended meanwhile.
      if (isOver) running.kill();
      touch();
      return shown(held, running, reports);
    },
    remove(reports) {
      const found = latestShown(reports);
      if (latest === undefined || found === undefined) return undefined;
      if (latest.state === 'running') {
        latest.state = 'stopping';
        latest.running?.stop();
      } else if (latest.state === 'stopping') latest.running?.kill();
      else latest = undefined;
      touch();
      return latestShown(reports) ?? found;
    },
    report(secret) {
      const { running, page } = latest ?? {};
      const isKnown = running !== undefined && isSameDigest(digestOf(running.secret), digestOf(secret));
      return isKnown ? page : undefined;
    },
    live() {
      if (latest === undefined) return undefined;
      const { run, state, done, total } = latest;
      return { run, state, done, total };
    },
    forget() {
      const { target, state, running } = latest ?? {};
      const isUnderWay = state === 'running' || state === 'stopping';
      if (isUnderWay && target !== undefined) return;
      if (isUnderWay) running?.kill();
      latest = undefined;
      touch();
    },
    end() {
      isOver = true;
      latest?.running?.kill();
    },
  };
}

function newRun(run: number, target: string | undefined, now: number): HeldRun {
  return {
    ...{ run, target, startedAt: new Date(now).toISOString(), running: undefined, state: 'running' },
    ...{ done: 0, total: 0, clauses: new Map(), result: undefined, page: undefined, problem: undefined },
  };
}

function watcherOf(held: HeldRun, touch: () => void): GradeWatcher {
  const byId = (clauses: GradeOutcome['clauses']) => new Map(clauses.map((clause) => [clause.id, clause]));
  return {
    planned(clauses, examples) {
      held.clauses = byId(clauses);
      held.total = examples;
      touch();
    },
    example(done) {
      held.done = done;
      touch();
    },
    judged(id, judged) {
      const clause = held.clauses.get(id);
      if (clause !== undefined) held.clauses.set(id, { ...clause, judged });
      touch();
    },
    ended(end) {
      if ('graded' in end) {
        const { result, page, clauses } = end.graded;
        Object.assign(held, { state: 'ended', result, page, clauses: byId(clauses) });
      } else Object.assign(held, { state: 'broken', problem: end.problem });
      touch();
    },
  };
}
