/** The clauses of a run by group; what was found about one opens below it. */
import type { GradeClause } from '../../../emulator/grading/shown.ts';
import { parameter, show } from '../live/url.ts';
import { isNotPassed, toneOf } from './counts.ts';

const open = parameter('open');
const result = parameter('result');
const NOT_PASSED = 'not-passed';

interface ClausesProps {
  readonly clauses: readonly GradeClause[];
  readonly isUnderWay: boolean;
}

export function ClauseList({ clauses, isUnderWay }: ClausesProps) {
  const onlyNotPassed = result.value === NOT_PASSED;
  const shown = onlyNotPassed ? clauses.filter((clause) => isNotPassed(clause, isUnderWay)) : clauses;
  return (
    <>
      <p>
        <label>
          <input
            type="checkbox"
            checked={onlyNotPassed}
            onChange={({ currentTarget }) =>
              show({ result: currentTarget.checked ? NOT_PASSED : '' }, 'replace')
            }
          />{' '}
          only what is not passed
        </label>
      </p>
      {[...byGroup(shown)].map(([group, members]) => (
        <section key={group}>
          <h3>{group}</h3>
          <ul class="clauses">
            {members.map((clause) => (
              <Clause key={clause.id} clause={clause} isUnderWay={isUnderWay} />
            ))}
          </ul>
        </section>
      ))}
      {onlyNotPassed && shown.length === 0 && <p class="soft">There is none.</p>}
    </>
  );
}

function Clause({ clause, isUnderWay }: { clause: GradeClause; isUnderWay: boolean }) {
  const { id, level, title, judged } = clause;
  const isOpen = open.value === id;
  const word = judged?.word ?? (isUnderWay ? 'waiting' : 'not judged');
  return (
    <li class={judged === undefined ? 'pending' : undefined}>
      <span class={`result ${toneOf(judged?.verdict)}`}>{word}</span>{' '}
      <span class="clause-id">
        {id} <span class="soft">{level}</span>
      </span>{' '}
      <span>{title}</span>{' '}
      {judged?.note !== undefined && (
        <>
          <button
            type="button"
            class="link"
            aria-expanded={isOpen}
            aria-label={`what was found about ${id}`}
            onClick={() => show({ open: isOpen ? '' : id })}
          >
            what was found
          </button>
          {/* It scrolls, so the keyboard must reach it. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
          {isOpen && <pre tabIndex={0}>{judged.note}</pre>}
        </>
      )}
    </li>
  );
}

function byGroup(clauses: readonly GradeClause[]): ReadonlyMap<string, readonly GradeClause[]> {
  const groups = new Map<string, GradeClause[]>();
  for (const clause of clauses) {
    const members = groups.get(clause.group) ?? [];
    members.push(clause);
    groups.set(clause.group, members);
  }
  return groups;
}
