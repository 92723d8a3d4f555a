/** The targets of the configuration file, as a person may choose them on the page. */
import type { GradeTarget } from '../../emulator/start.ts';
import { isLoopback, withoutQuery } from '../../harness/address.ts';
import { type ConfigValues, readTargets } from '../config.ts';
import { VERIFY } from '../grade/verify.ts';
import type { Shell } from '../shell.ts';

/** A target that can be shown, and graded unless it has a problem. */
export interface ConfiguredTarget {
  readonly shown: GradeTarget;
  readonly values: ConfigValues;
}

/** Written by a run of the command line only: a page must not make the server write files. */
const NOT_FROM_THE_PAGE: ReadonlySet<string> = new Set(['reportDir', 'report', 'history', 'yes']);

/**
 * @param config the file; undefined for the one in the working folder, if there is one
 * @throws CommandError if it cannot be used
 */
export async function configuredTargets(
  config: string | undefined,
  shell: Pick<Shell, 'cwd' | 'env'>,
): Promise<readonly ConfiguredTarget[]> {
  const found = await readTargets(VERIFY, config, shell);
  return [...found].map(([name, read]) => {
    if ('problem' in read) return { shown: { name, problem: read.problem }, values: {} };
    const values = Object.fromEntries(
      Object.entries(read.value).filter(([option]) => !NOT_FROM_THE_PAGE.has(option)),
    );
    return { shown: { name, ...shownAddress(values) }, values };
  });
}

function shownAddress({ baseUrl, recordsUrl }: ConfigValues): Omit<GradeTarget, 'name'> {
  if (typeof baseUrl !== 'string') return { problem: 'it has no baseUrl' };
  if (!URL.canParse(baseUrl)) return { problem: 'its baseUrl is not a URL' };
  const url = new URL(baseUrl);
  url.username = '';
  url.password = '';
  const address = withoutQuery(url.href);
  // The key is sent to the Records API too.
  const records = typeof recordsUrl === 'string' && URL.canParse(recordsUrl) ? [new URL(recordsUrl)] : [];
  const hosts = [url, ...records].filter((one) => !isLoopback(one)).map(({ host }) => host);
  return hosts.length === 0 ? { address } : { address, confirm: [...new Set(hosts)].join(' and ') };
}
