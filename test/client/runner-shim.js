/** Stands in for the parts of vitest, Playwright and jest that the docs use; `npm run client-matrix` runs the real ones. */
import { test as declare } from 'node:test';

export { afterEach, beforeEach } from 'node:test';

export const test = Object.assign((title, run) => declare(title, () => run()), {
  /** A test with one fixture, which gets what each of the two gives to fixtures. */
  extend: (fixtures) => (title, run) =>
    declare(title, () => {
      const [[name, make]] = Object.entries(fixtures);
      return make({ task: { name: title } }, (value) => run({ [name]: value }), { title });
    }),
});

export const expect = { getState: () => ({ currentTestName: 'a signup is tracked' }) };
