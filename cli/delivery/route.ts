/** Where a call is posted to, and with which key. */

import { isLoopback } from '../../harness/address.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import type { OptionReader } from '../options.ts';
import { CommandError, type Shell } from '../shell.ts';

/** The way to a destination or an ingress. */
export interface Route {
  /** Its key counts as the API key, whichever it is. */
  readonly settings: Settings;
  /** The address for a call of a type. */
  urlFor(type: unknown): string;
  /** The body that is posted for a call, given as JSON. */
  bodyFor(type: unknown, call: string): string;
}

const INGRESS_TYPES: readonly unknown[] = ['identify', 'group', 'track', 'page', 'screen', 'alias'];

/** @throws CommandError with exit code 2 where the options make no sense, or nobody said yes to a remote endpoint */
export async function openRoute(options: OptionReader, shell: Shell): Promise<Route> {
  const ingress = options.text('ingressUrl');
  const baseUrl = options.text('baseUrl');
  if (ingress === undefined && baseUrl === undefined) {
    throw new CommandError(2, 'send needs --base-url (a destination) or --ingress-url: say where to');
  }
  if (ingress !== undefined && baseUrl !== undefined) {
    throw new CommandError(2, '--base-url and --ingress-url are two ways: give one of them');
  }
  const settings = settingsFor(options, shell, ingress);
  await confirmRemote(new URL(settings.baseUrl), options, shell);
  if (ingress === undefined) {
    return { settings, urlFor: () => settings.baseUrl, bodyFor: (_type, call) => call };
  }
  const root = settings.baseUrl.replace(/(?:\/v1)?\/*$/, '');
  const isRouted = (type: unknown) => INGRESS_TYPES.includes(type);
  return {
    settings,
    urlFor: (type) => `${root}/v1/${isRouted(type) ? type : 'batch'}`,
    bodyFor: (type, call) => (isRouted(type) ? call : `{"batch":[${call}]}`),
  };
}

function settingsFor(options: OptionReader, shell: Shell, ingress: string | undefined): Settings {
  const key = options.text(ingress === undefined ? 'apiKey' : 'writeKey');
  if (ingress !== undefined && key === undefined) {
    throw new CommandError(
      2,
      '--ingress-url needs a write key: set ASTROLABE_WRITE_KEY (or give --write-key)',
    );
  }
  const resolution = resolveSettings(
    {
      baseUrl: ingress ?? options.text('baseUrl'),
      apiKey: key,
      rate: options.text('rate'),
      timeout: options.text('timeout'),
      concurrency: options.text('concurrency') ?? '16',
    },
    shell.random,
  );
  if ('value' in resolution) return resolution.value;
  const name = ingress === undefined ? '--base-url' : '--ingress-url';
  throw new CommandError(2, resolution.problems.join('\n').replaceAll('--base-url', name));
}

async function confirmRemote(url: URL, options: OptionReader, shell: Shell): Promise<void> {
  if (isLoopback(url) || options.flag('yes')) return;
  const plan = `The calls go to ${url.host}, which is not on this machine.`;
  if (!shell.interactive)
    throw new CommandError(2, `${plan}\nGive --yes (or ASTROLABE_YES=1) to really do so.`);
  const answer = await shell.ask(`${plan}\nGo on? [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(2, 'Nothing was sent.');
}
