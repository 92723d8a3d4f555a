/** Where calls are sent, and with which key. */
import { urlUnder } from '../../harness/address.ts';
import { resolveSettings, type Settings } from '../../harness/settings.ts';
import { secretsOf } from '../../harness/target/index.ts';
import { isObject } from '../../schemas/index.ts';
import { withoutMembers } from '../capture/json-text.ts';
import type { CapturedCall } from '../capture/read-calls.ts';
import { confirmCalls } from '../confirm.ts';
import { outsideOf } from '../options/outside.ts';
import { CommandError, type Shell } from '../shell.ts';
import type { SendingOptions } from './delivery-options.ts';

/** The way to a destination or an ingress. */
export interface Route {
  /** The API key is the write key for an ingress. */
  readonly settings: Settings;
  /** The URL for a call of this type. */
  urlFor(type: unknown): string;
  /** The body to send for a call: without the write key that it was captured with, which would win over the given one. */
  bodyFor(call: Pick<CapturedCall, 'value' | 'body'>): string;
}

const INGRESS_TYPES: readonly unknown[] = ['identify', 'group', 'track', 'page', 'screen', 'alias'];

/** @throws CommandError with exit code 2 if an option cannot be used, or a remote endpoint was not confirmed */
export async function openRoute(options: SendingOptions, shell: Shell): Promise<Route> {
  const { ingressUrl, baseUrl } = options;
  if (ingressUrl === undefined && baseUrl === undefined) {
    throw new CommandError(2, 'send needs --base-url (a destination) or --ingress-url (an ingress)');
  }
  const settings = settingsFrom(options, shell);
  const what = (host: string) => `The calls go to ${host}, which is another machine.`;
  await confirmCalls({ baseUrl: settings.baseUrl, yes: options.yes, what, verb: 'send' }, shell);
  if (ingressUrl === undefined) {
    return { settings, urlFor: () => settings.baseUrl, bodyFor: withoutWriteKey };
  }
  const root = settings.baseUrl.replace(/(?:\/v1)?\/*(?=[?#]|$)/, '');
  const isRouted = (type: unknown) => INGRESS_TYPES.includes(type);
  return {
    settings,
    urlFor: (type) => urlUnder(root, `/v1/${isRouted(type) ? type : 'batch'}`),
    bodyFor(call) {
      const body = withoutWriteKey(call);
      return isRouted(typeOf(call.value)) ? body : `{"batch":[${body}]}`;
    },
  };
}

export function typeOf(value: unknown): unknown {
  return isObject(value) ? value.type : undefined;
}

/** The call as JSON without a captured write key. */
export function withoutWriteKey({ value, body }: Pick<CapturedCall, 'value' | 'body'>): string {
  return isObject(value) && Object.hasOwn(value, 'writeKey') ? withoutMembers(body, ['writeKey']) : body;
}

function settingsFrom(options: SendingOptions, shell: Shell): Settings {
  const { ingressUrl, baseUrl, apiKey, writeKey, header, ca, clientCert, clientKey } = options;
  const { rate, timeout, concurrency } = options;
  if (ingressUrl !== undefined && writeKey === undefined) {
    throw new CommandError(
      2,
      '--ingress-url needs a write key: set ASTROLABE_WRITE_KEY, or pass --write-key',
    );
  }
  const isIngress = ingressUrl !== undefined;
  shell.hide([
    { value: apiKey ?? '', label: 'api-key' },
    { value: writeKey ?? '', label: 'write-key' },
  ]);
  const resolution = resolveSettings(
    {
      baseUrl: ingressUrl ?? baseUrl,
      apiKey: isIngress ? writeKey : apiKey,
      ...{ header, ca, clientCert, clientKey },
      ...{ rate, timeout, concurrency },
    },
    shell.random,
    outsideOf(shell),
  );
  if ('value' in resolution) {
    shell.hide(secretsOf(resolution.value));
    return resolution.value;
  }
  const name = isIngress ? '--ingress-url' : '--base-url';
  throw new CommandError(2, resolution.problems.join('\n').replaceAll('--base-url', name));
}
