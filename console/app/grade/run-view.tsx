/** A run: how far it is, what verify says at its end, and its clauses. */
import type { GradeRun } from '../../../emulator/grading/shown.ts';
import { parameter, show } from '../live/url.ts';
import { Problem } from '../parts/problem.tsx';
import { fullTime } from '../parts/times.ts';
import { ClauseList } from './clause-list.tsx';
import { announced, countsOf } from './counts.ts';

const open = parameter('open');
const SUMMARY = 'summary';

export function RunView({ run }: { run: GradeRun }) {
  const { target, address, startedAt, state, examples, clauses, problem = '' } = run;
  const isUnderWay = state === 'running' || state === 'stopping';
  return (
    <section class="half" aria-labelledby="run-title">
      <h2 id="run-title">
        Run {run.run}: {target ?? 'the built-in destination'}
      </h2>
      <p class="soft">
        {address}, started at {fullTime(startedAt)}
      </p>
      {isUnderWay && (
        <p>
          <progress aria-label="Examples" max={examples.total || undefined} value={examples.done} />{' '}
          {state === 'stopping' ? 'stopping … ' : ''}
          {examples.done} of {examples.total} examples
        </p>
      )}
      <p class="hidden" role="status">
        {announced(run)}
      </p>
      <Problem text={problem} />
      <Result run={run} />
      <p class="counts">
        {countsOf(clauses).map(({ word, tone, count }) => (
          <span class={`result ${tone}`}>
            {count} {word}{' '}
          </span>
        ))}
      </p>
      <ClauseList clauses={clauses} isUnderWay={isUnderWay} />
    </section>
  );
}

function Result({ run: { result } }: { run: GradeRun }) {
  if (result === undefined) return null;
  const { headline, exitCode, meaning, summary, report } = result;
  const isOpen = open.value === SUMMARY;
  return (
    <>
      <p class={`judgement ${exitCode === 0 ? 'accepted' : exitCode === 1 ? 'failed' : 'waiting'}`}>
        {headline}
      </p>
      <p>
        The exit code of <code>verify</code> is {exitCode}: {meaning}.
      </p>
      <p>
        <a href={report} target="_blank" rel="noopener">
          Open the report
        </a>
      </p>
      <p>
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={() => show({ open: isOpen ? '' : SUMMARY })}
        >
          What verify prints
        </button>
      </p>
      {/* It scrolls, so the keyboard must reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      {isOpen && <pre tabIndex={0}>{summary}</pre>}
    </>
  );
}
