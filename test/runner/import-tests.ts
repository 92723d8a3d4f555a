/** Imports test files into this process, one after another. */
import { after, before, test } from 'node:test';

/** @param urls of test files; one that throws while it is imported fails as a test, and the others still run */
export async function importTests(urls: readonly string[]): Promise<void> {
  let ended = false;
  // A test that ends the process would otherwise drop the tests after it without a failure.
  process.on('exit', () => {
    if (!ended) process.exitCode = 1;
  });
  let begin = () => {};
  const imported = new Promise<void>((resolve) => {
    begin = resolve;
  });
  // No test begins before the last file is imported: hooks outside of suites run when no test is left.
  before(() => imported);
  after(() => {
    ended = true;
  });
  for (const url of urls) {
    try {
      await import(url);
    } catch (error) {
      test(`import ${url}`, () => {
        throw error;
      });
    }
  }
  begin();
}
