/** `docs --serve`: the site on this machine, made again when something changes that it is made from. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { type PageServer, startPageServer } from '../../../emulator/http/pages/page-server.ts';
import { renderSite } from '../../../reports/index.ts';
import { packageRoot } from '../../../schemas/package-root.ts';
import { collectChanges, systemAfter } from '../../grade/watch/collect-changes.ts';
import { watchFiles } from '../../grade/watch/watch-files.ts';
import { CommandError, type Shell } from '../../shell.ts';
import type { DocsOptions } from '../docs.ts';
import { readSiteParts, type ShownRuns, type SiteInputs } from './read-parts.ts';

type SiteFiles = ReadonlyMap<string, string>;

/** What changed, as far as it matters for how the site is made again. */
interface Change {
  /** True if the features changed: this process has read them already. */
  readonly needsNewProcess: boolean;
  readonly isOfRecord: boolean;
}

/**
 * Serves until the program is asked to stop.
 *
 * @param write called with the site each time that it was made
 * @returns 0
 * @throws CommandError with exit code 2 if an input cannot be used, or the port is taken
 */
export async function serveSite(
  options: DocsOptions,
  write: (files: SiteFiles) => void,
  shell: Shell,
): Promise<number> {
  const folders = ['docs', 'features'].map((name) => join(packageRoot, name)).filter(existsSync);
  const inputs = inputFiles(options, shell.cwd);
  const make = siteMaker(options, shell);
  const first = await make({ needsNewProcess: false, isOfRecord: true });
  write(first);
  const server = await listen(first, options.port);
  let queue = Promise.resolve();
  const changes = collectChanges(systemAfter, (paths) => {
    const change = {
      needsNewProcess: paths.some((path) => path.startsWith(join(packageRoot, 'features') + sep)),
      isOfRecord: paths.some((path) => path === inputs.record),
    };
    queue = queue.then(() => replace(server, () => make(change), write, shell));
  });
  const given = [inputs.record, inputs.page].flatMap((path) => path ?? []);
  const unwatch = await watchFiles(
    { roots: [...folders, ...given], isIgnored: () => false },
    changes.add,
    (problem) => shell.err(`${problem}\n`),
  );
  shell.out(
    `The site is at ${server.url}\nIt is made again when ${['docs/', 'features/', ...given].join(', ')} change. Ctrl-C ends.\n`,
  );
  await new Promise<void>((stop) => {
    const forget = shell.onStop(() => {
      forget();
      stop();
    });
  });
  changes.stop();
  await unwatch();
  await queue;
  await server.close();
  return 0;
}

/** The files among the inputs; a URL is fetched once per change of something else. */
function inputFiles({ record, page }: SiteInputs, cwd: string): { record?: string; page?: string } {
  return {
    ...(record === undefined ? {} : { record: resolve(cwd, record) }),
    ...(page === undefined || /^https?:/i.test(page) ? {} : { page: resolve(cwd, page) }),
  };
}

/** Makes the site, as far as possible with the runs of the time before. */
function siteMaker(inputs: SiteInputs, shell: Shell): (change: Change) => Promise<SiteFiles> {
  let runs: ShownRuns | undefined;
  let isStale = false;
  return async ({ needsNewProcess, isOfRecord }) => {
    isStale ||= needsNewProcess;
    if (isStale) return madeByAnother(inputs, shell);
    const parts = await readSiteParts(inputs, shell, isOfRecord ? undefined : runs);
    runs = { record: parts.record, executed: parts.executed, journeys: parts.journeys };
    return redacted(renderSite(parts), shell);
  };
}

function redacted(files: SiteFiles, shell: Shell): SiteFiles {
  return new Map([...files].map(([name, content]) => [name, shell.redact(content)]));
}

/** Another process of this program writes the site into a temporary folder. */
async function madeByAnother({ record, page }: SiteInputs, shell: Shell): Promise<SiteFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'astrolabe-docs-'));
  try {
    const given = [
      ...(record === undefined ? [] : ['--record', record]),
      ...(page === undefined ? [] : ['--page', page]),
    ];
    await shell.own(['docs', '--out', folder, ...given]);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes('.'),
    );
    if (names.length === 0) throw new CommandError(5, 'the site could not be made again; see above');
    return new Map(
      names.map((name) => [name.replaceAll(sep, '/'), readFileSync(join(folder, name), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps the site as it is if it cannot be made again: half a sentence in an editor is no reason to stop. */
async function replace(
  server: PageServer,
  make: () => Promise<SiteFiles>,
  write: (files: SiteFiles) => void,
  shell: Shell,
): Promise<void> {
  try {
    const files = await make();
    write(files);
    server.replace(files);
    shell.out('The site was made again.\n');
  } catch (error) {
    shell.err(`The site stays as it was: ${(error as Error).message}\n`);
  }
}

async function listen(files: SiteFiles, port: number): Promise<PageServer> {
  try {
    return await startPageServer(files, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? `port ${port} is in use: choose another one with --port` : message;
    throw new CommandError(2, `The site cannot be served: ${why}`);
  }
}
