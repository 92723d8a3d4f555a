/** A run in a thread of its own, which can be stopped, ended at once, or die without harm to the emulator. */
import type { GradeEnd, GradeWatcher, RunningGrade } from '../../emulator/start.ts';
import { startThread } from '../library/start-thread.ts';
import { STOP } from '../library/thread-protocol.ts';
import type { GraderOrder, GraderReport } from './messages.ts';

/** @param released called once the thread is gone, before the watcher learns of the end */
export function runInThread(
  order: GraderOrder,
  watcher: GradeWatcher,
  released: () => void,
): Pick<RunningGrade, 'stop' | 'kill'> {
  const thread = startThread('cli/grader/grader-thread', order);
  let isOver = false;
  const end = (how: GradeEnd) => {
    if (isOver) return;
    isOver = true;
    // What a step or an adapter has left open would keep it. Only then the next run may begin.
    void thread.terminate().then(() => {
      released();
      watcher.ended(how);
    });
  };
  // What a run or an adapter prints has no reader here; unread it would be kept.
  thread.stdout.resume();
  thread.stderr.resume();
  thread.on('message', (report: GraderReport) => {
    if (isOver) return;
    switch (report.kind) {
      case 'planned':
        return watcher.planned(report.clauses, report.examples);
      case 'example':
        return watcher.example(report.done);
      case 'judged':
        return watcher.judged(report.clause, report.judged);
      case 'graded':
        return end({ graded: report.graded });
      case 'refused':
        return end({ problem: `The target cannot be graded: ${report.problems.join('; ')}` });
      case 'fault':
        return end({ problem: report.message });
    }
  });
  thread.on('error', (error) => end({ problem: `The run ended without a result: ${error.message}` }));
  thread.on('exit', () => end({ problem: 'The run was ended before it had a result.' }));
  return {
    stop: () => thread.postMessage(STOP),
    kill: () => void thread.terminate(),
  };
}
