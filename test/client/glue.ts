/** The glue of docs/worlds-in-tests.md: one block per test runner, with the name of its file and the command that runs it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** One test runner. */
export interface Glue {
  /** As its heading, such as `vitest`. */
  readonly runner: string;
  /** Such as `npx vitest run`. */
  readonly command: string;
  /** The path of the file in a project. */
  readonly file: string;
  readonly code: string;
}

const PAGE = resolve(import.meta.dirname, '../../docs/worlds-in-tests.md');

/** In the order of the page. */
export function readGlue(): readonly Glue[] {
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const [, runner = ''] = /^(.+)\n/.exec(section) ?? [];
    const [, command] = /\b[Rr]un `([^`]+)`/.exec(section) ?? [];
    const [, code, file] = /^```js\n(\/\/ (\S+)\n[\s\S]*?)^```$/m.exec(section) ?? [];
    return command === undefined || code === undefined || file === undefined
      ? []
      : [{ runner, command, file, code }];
  });
}
