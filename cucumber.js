/**
 * For people who run cucumber in a clone: `npx cucumber-js`, with the same variables and configuration file as `verify`.
 *
 * cucumber decides the verdicts here: it has no warning level, so an unmet SHOULD is red; `--tags 'not @should'` leaves
 * those out.
 */
import { register } from 'tsx/esm/api';

register();

const { profile } = await import('./entries/steps.ts');

const FORMAT = ['progress', 'html:reports/output/cucumber.html'];

/** The features that grade a destination; without one, the emulator. */
const destination = profile(
  { paths: [], import: ['step-definitions/clone.js'], format: FORMAT },
  { embedded: true },
);

/** The emulator's own Segment side: `npx cucumber-js --profile emulator`. */
const emulator = profile(
  {
    paths: ['features/{segment,engage}/**/*.feature'],
    import: ['step-definitions/emulator/clone.js'],
    format: ['progress'],
  },
  { specification: false, embedded: true },
);

export default async () => ({ ...(await destination()), emulator: (await emulator()).default });
