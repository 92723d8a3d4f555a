/** The second process: performs one action for each message of a test. */
import { type RunningDestination, startDestination } from '../destination/index.ts';
import { innerModuleOf } from '../program.ts';
import { runIn } from '../run-in.ts';
import type { Actions, Reply, Request } from './protocol.ts';

const { run }: typeof import('../../cli/run.ts') = await import(innerModuleOf('cli/run'));
const { gradeSubject }: typeof import('../../harness/selftest/index.ts') = await import(
  innerModuleOf('harness/selftest/index')
);
const { loadRegistry }: typeof import('../../harness/registry/index.ts') = await import(
  innerModuleOf('harness/registry/index')
);
const { readCatalogue }: typeof import('../../harness/cucumber/catalogue.ts') = await import(
  innerModuleOf('harness/cucumber/catalogue')
);
const { systemTiming }: typeof import('../../harness/ambient.ts') = await import(
  innerModuleOf('harness/ambient')
);
const { defineForCommands }: typeof import('../../step-definitions/index.ts') = await import(
  innerModuleOf('step-definitions/index')
);

const destinations: RunningDestination[] = [];

function destinationOf(number: number): RunningDestination {
  const found = destinations[number];
  if (found === undefined) throw new Error(`there is no destination ${number}`);
  return found;
}

const actions: Actions = {
  run: (argv, env, cwd) => runIn(run, argv, env, cwd),
  async open(options) {
    const running = await startDestination(options);
    const { baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey } = running;
    const destination = destinations.push(running) - 1;
    return { destination, baseUrl, recordsUrl, apiKey, blockingApiKey, restrictedApiKey };
  },
  requests: async (number) => destinationOf(number).requests,
  close: (number) => destinationOf(number).close(),
  grade(subject, changed) {
    const examples = readCatalogue('destination', changed?.root);
    return gradeSubject(subject, {
      registry: loadRegistry(),
      examples:
        changed === undefined ? examples : examples.filter(({ clauseId }) => clauseId === changed.clauseId),
      root: changed?.root,
      tool: { name: 'selftest', version: '0' },
      timing: systemTiming,
      steps: defineForCommands,
      random: Math.random,
    });
  },
};

// Destinations that a failed test left open would keep this process alive.
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, action, args }: Request) => {
  let reply: Reply;
  try {
    reply = { id, value: await (actions[action] as (...args: readonly unknown[]) => unknown)(...args) };
  } catch (error) {
    reply = { id, error };
  }
  process.send?.(reply);
});
