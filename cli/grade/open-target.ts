/** The target of `verify`, or the embedded emulator. */
import { resolve } from 'node:path';
import { startEmbedded } from '../../harness/embedded.ts';
import { type LooseSettings, resolveSettings, type Settings } from '../../harness/settings.ts';
import { secretsOf } from '../../harness/target/index.ts';
import { NO_PROXIES } from '../../proxies/index.ts';
import type { LabelledSecret } from '../../safe-text/index.ts';
import { outsideOf } from '../options/outside.ts';
import { CommandError, type Shell } from '../shell.ts';

/** Settings of a run, and how to stop the target if the tool started it. */
export interface OpenTarget {
  readonly settings: Settings;
  close(): Promise<void>;
}

/** The options that name a target; a command may have others. */
export type TargetOptions = LooseSettings;

/** @throws CommandError with exit code 2 if the options cannot be used */
export async function openTarget(options: TargetOptions, shell: Shell): Promise<OpenTarget> {
  const { adapter } = options;
  const loose: LooseSettings = {
    ...options,
    adapter: adapter === undefined ? undefined : resolve(shell.cwd, adapter),
  };
  if (loose.baseUrl !== undefined) return { settings: resolved(loose, shell), close: async () => {} };
  const stray = Object.entries({
    '--records-url': loose.recordsUrl,
    '--adapter': loose.adapter,
    '--api-key': loose.apiKey,
  }).filter(([, value]) => value !== undefined);
  if (stray.length > 0) {
    const names = stray.map(([name]) => name).join(' and ');
    throw new CommandError(
      2,
      `${names} without --base-url: add the URL of the destination, or leave ${stray.length === 1 ? 'it' : 'them'} out to grade the embedded emulator`,
    );
  }
  const { close, ...embedded } = await startEmbedded();
  try {
    return { settings: resolved({ ...loose, ...embedded }, shell), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The embedded emulator instead of the target: a run against it sends the calls that a run with these settings would. */
export async function openStandIn(settings: Settings): Promise<OpenTarget> {
  const { close, ...embedded } = await startEmbedded();
  const { recordsUrl, adapter, blockingApiKey, restrictedApiKey, rate: _, ...rest } = settings;
  const seesRecords = recordsUrl !== undefined || adapter !== undefined;
  return {
    settings: {
      ...rest,
      connection: { ...settings.connection, proxies: NO_PROXIES },
      baseUrl: embedded.baseUrl,
      apiKey: settings.apiKeyMode === 'block' ? embedded.blockingApiKey : embedded.apiKey,
      recordsUrl: seesRecords ? embedded.recordsUrl : undefined,
      blockingApiKey: blockingApiKey && embedded.blockingApiKey,
      restrictedApiKey: restrictedApiKey && embedded.restrictedApiKey,
    },
    close,
  };
}

function resolved(loose: LooseSettings, shell: Shell): Settings {
  shell.hide(keysIn(loose));
  const resolution = resolveSettings(loose, shell.random, outsideOf(shell));
  if ('problems' in resolution) throw new CommandError(2, resolution.problems.join('\n'));
  shell.hide(secretsOf(resolution.value));
  return resolution.value;
}

/** Hidden before the settings are checked: a problem may quote a key. */
function keysIn({ apiKey, blockingApiKey, restrictedApiKey }: LooseSettings): LabelledSecret[] {
  return [
    { value: apiKey ?? '', label: 'api-key' },
    { value: blockingApiKey ?? '', label: 'blocking-api-key' },
    { value: restrictedApiKey ?? '', label: 'restricted-api-key' },
  ];
}
