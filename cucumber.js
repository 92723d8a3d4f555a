/**
 * For people who run cucumber themselves: `npx cucumber-js`, with the same variables as `verify`.
 *
 * The only file besides the command line's shell that reads the environment. Verdicts are cucumber's own here: it
 * knows no warnings, so an unmet SHOULD is red; `--tags 'not @should'` leaves those out.
 */
import { randomBytes } from 'node:crypto';
import { register } from 'tsx/esm/api';

register();

const { argv, env } = process;

/** cucumber would run the files it is given and these; whoever names a file means that file. */
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
    plain: {
      baseUrl: env.ASTROLABE_BASE_URL ?? '',
      apiKey: env.ASTROLABE_API_KEY ?? '',
      apiKeyMode: env.ASTROLABE_API_KEY_MODE ?? '',
      blockingApiKey: env.ASTROLABE_BLOCKING_API_KEY ?? '',
      restrictedApiKey: env.ASTROLABE_RESTRICTED_API_KEY ?? '',
      recordsUrl: env.ASTROLABE_RECORDS_URL ?? '',
      adapter: env.ASTROLABE_ADAPTER ?? '',
      settle: env.ASTROLABE_SETTLE ?? '',
      timeout: env.ASTROLABE_TIMEOUT ?? '',
      rate: env.ASTROLABE_RATE ?? '',
      maxCalls: env.ASTROLABE_MAX_CALLS ?? '',
      seed: env.ASTROLABE_SEED ?? '',
    },
  },
};
