/**
 * For people who run cucumber themselves: `npx cucumber-js`, with the same variables as `verify`.
 *
 * The only file besides the command line's shell that reads the environment. cucumber decides the verdicts here: it has
 * no warning level, so an unmet SHOULD is red; `--tags 'not @should'` leaves those out.
 */
import { randomBytes } from 'node:crypto';
import { register } from 'tsx/esm/api';

register();

const { cucumberSettings, proxyVariables } = await import('./cli/options/setting-options.ts');

const { argv, env } = process;

/** cucumber would run the files it is given and these; a file on the command line means only that file. */
const ownPaths = (paths) => (argv.some((word) => /\.feature(:\d+)*$/.test(word)) ? [] : paths);

/** The emulator's own Segment side: `npx cucumber-js --profile emulator`. */
export const emulator = {
  paths: ownPaths(['features/{segment,engage}/**/*.feature']),
  import: ['step-definitions/emulator/**/!(*.test).ts'],
  format: ['progress'],
};

export default {
  paths: ownPaths(['features/[0-9][0-9]-*/**/*.feature']),
  import: ['step-definitions/{,support/}!(*.test).ts'],
  format: ['progress', 'html:reports/output/cucumber.html'],
  worldParameters: {
    runId: env.ASTROLABE_RUN_ID || randomBytes(5).toString('hex'),
    plain: cucumberSettings(env),
    env: proxyVariables(env),
  },
};
