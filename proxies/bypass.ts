/** NO_PROXY: the hosts that are reached without a proxy. */
import { BlockList, isIP } from 'node:net';

/** In NO_PROXY: loopback goes through the proxy too. Browsers write it like this. */
const LOOPBACK_TOO = '<-loopback>';

interface Host {
  /** In lower case, without brackets and without a dot at its end. */
  readonly name: string;
  readonly port: string;
}

/**
 * Whether a URL is reached directly. The list is read as curl reads it, with commas or spaces between hosts:
 * `example.com` (and every name under it; a leading dot or `*.` changes nothing), an address, a network such as
 * `10.0.0.0/8`, each also with a port, or `*` for all hosts. Loopback is always reached directly, because a proxy
 * elsewhere cannot see this machine, unless `<-loopback>` is in the list.
 */
export function isBypassed(url: URL, noProxy: string): boolean {
  const host = hostOf(url);
  const entries = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  if (isLoopback(host) && !entries.includes(LOOPBACK_TOO)) return true;
  return entries.some((entry) => entry !== LOOPBACK_TOO && matcherOf(entry)(host));
}

function hostOf({ hostname, port, protocol }: URL): Host {
  const name = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  return { name, port: port || (protocol === 'https:' ? '443' : '80') };
}

function isLoopback({ name }: Host): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127\.[\d.]+$/.test(name);
}

function matcherOf(entry: string): (host: Host) => boolean {
  if (entry === '*') return () => true;
  const network = networkOf(entry);
  if (network !== undefined) return network;
  const { name, port } = partsOf(entry);
  return (host) =>
    name !== '' &&
    (port === undefined || port === host.port) &&
    (host.name === name || (isIP(name) === 0 && host.name.endsWith(`.${name}`)));
}

function partsOf(entry: string): { readonly name: string; readonly port: string | undefined } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  const name = (bracketed ?? plain ?? entry).replace(/^\*?\.+/, '').replace(/\.$/, '');
  return { name, port };
}

function networkOf(entry: string): ((host: Host) => boolean) | undefined {
  const [, address = '', bits = ''] = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const network = new BlockList();
  network.addSubnet(address, Number(bits), family);
  return ({ name }) => isIP(name) === version && network.check(name, family);
}
