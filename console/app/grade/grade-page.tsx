/** Runs of verify against the built-in destination or a target of the configuration file. */

import type { ControlPlane } from '../../../client/world.ts';
import type { ShownGrade } from '../../../emulator/grading/shown.ts';
import { connection, state } from '../live/state.ts';
import { Problem } from '../parts/problem.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { BeginGrade } from './begin-grade.tsx';
import { RunView } from './run-view.tsx';

export function GradePage() {
  const { answer, problem } = useAnswer(
    // The emulator may come back with other targets.
    () => [state.value?.grade, connection.value],
    (plane) => () => readGrade(plane),
  );
  const shown = answer.value;
  return (
    <>
      <h2 class="page-title">Grade</h2>
      <Problem text={problem.value} />
      {shown?.grader === false && (
        <p class="empty">
          This emulator has no grader. Start it with <code>npx astrolabe-conformance emulate</code>.
        </p>
      )}
      {shown?.grader && <BeginGrade shown={shown} />}
      {shown?.run !== undefined && <RunView run={shown.run} />}
    </>
  );
}

async function readGrade({ control }: ControlPlane): Promise<ShownGrade> {
  return (await control('GET', '/grade')) as unknown as ShownGrade;
}
