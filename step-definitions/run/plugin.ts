/** A plugin of cucumber that fails a run in which no scenario ran, or that its user has to write differently. */
import type { Envelope } from '@cucumber/messages';
import { type EndingProcess, exitWith } from './exit-with.ts';
import { NOTHING_RAN } from './nothing-ran.ts';

export interface PluginContext {
  on(event: 'message', handler: (envelope: Envelope) => void): void;
  readonly operation: string;
  readonly options: { readonly mayBeEmpty?: boolean };
  readonly environment: { readonly stderr: { write(text: string): unknown } };
}

/** @param ending the process whose exit code tells a wrong use, 2, from a failure, 1 */
export function pluginFor(ending: EndingProcess) {
  return {
    type: 'plugin',
    optionsKey: 'astrolabe',
    coordinator({ on, operation, options, environment }: PluginContext): (() => void) | undefined {
      if (operation !== 'runCucumber') return undefined;
      const ownSteps = new Set<string>();
      const skipped = new Set<string>();
      const passed = new Set<string>();
      let ran = 0;
      let isMisused = false;
      let hasFailed = false;
      on('message', ({ testCase, testStepFinished, testRunHookFinished, testCaseFinished, parseError }) => {
        for (const { id, pickleStepId } of testCase?.testSteps ?? []) {
          if (pickleStepId !== undefined) ownSteps.add(id);
        }
        const result = testStepFinished?.testStepResult ?? testRunHookFinished?.result;
        if (result?.exception?.type === 'Misuse') isMisused = true;
        if (parseError !== undefined || !['PASSED', 'SKIPPED'].includes(result?.status ?? 'PASSED'))
          hasFailed = true;
        if (testStepFinished !== undefined && ownSteps.has(testStepFinished.testStepId)) {
          const seen = result?.status === 'SKIPPED' ? skipped : passed;
          seen.add(testStepFinished.testCaseStartedId);
        }
        const ended = testCaseFinished?.testCaseStartedId ?? '';
        if (passed.has(ended) && !skipped.has(ended)) ran += 1;
      });
      return () => {
        if (isMisused) exitWith(2, ending);
        if (ran > 0 || hasFailed || options.mayBeEmpty === true) return;
        environment.stderr.write(`${NOTHING_RAN}\n`);
        exitWith(2, ending);
      };
    },
  } as const;
}
