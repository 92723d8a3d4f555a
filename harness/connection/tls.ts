/** Certificates for the way to a target: authorities to trust, and a certificate of the client. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import type { Checked, Result } from '../../schemas/index.ts';

/** What connections with TLS use; everything is PEM. */
export interface TlsSettings {
  /** All authorities that are trusted; undefined for those that Node trusts. */
  readonly ca: readonly string[] | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Paths of PEM files. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
}

/** The world outside of the settings. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file; throws if it cannot be read. */
  readonly read: (path: string) => string;
}

/** @returns undefined as the value if no file is named; problems name the file and what is wrong with it */
export function readTls(files: TlsFiles, outside: Outside): Checked<TlsSettings | undefined> {
  const { ca, clientCert, clientKey } = files;
  if (ca === undefined && clientCert === undefined && clientKey === undefined) return { value: undefined };
  const authorities: Result<string[] | undefined> =
    ca === undefined ? { value: undefined } : certificatesIn('--ca', ca, outside);
  const client = readClient(clientCert, clientKey, outside);
  if ('problem' in authorities || 'problem' in client) {
    return { problems: [authorities, client].flatMap((one) => ('problem' in one ? [one.problem] : [])) };
  }
  const own = authorities.value;
  const trusted = own === undefined ? undefined : [...usualAuthorities(outside), ...own];
  return { value: { ...client.value, ca: trusted } };
}

/** A list of one's own replaces that of Node, so that has to be in it. */
function usualAuthorities(outside: Outside): readonly string[] {
  // Since Node 22.15; it knows the file of NODE_EXTRA_CA_CERTS.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  if (getCACertificates !== undefined) return getCACertificates('default');
  const extra = outside.env.NODE_EXTRA_CA_CERTS;
  const read = extra ? certificatesIn('NODE_EXTRA_CA_CERTS', extra, outside) : { value: [] };
  return [...tls.rootCertificates, ...('value' in read ? read.value : [])];
}

function readClient(
  certFile: string | undefined,
  keyFile: string | undefined,
  outside: Outside,
): Result<Pick<TlsSettings, 'cert' | 'key'>> {
  if (certFile === undefined) {
    return keyFile === undefined
      ? { value: { cert: undefined, key: undefined } }
      : { problem: '--client-key needs --client-cert, the certificate that it belongs to' };
  }
  const certificates = certificatesIn('--client-cert', certFile, outside);
  if ('problem' in certificates) return certificates;
  const option = keyFile === undefined ? '--client-cert' : '--client-key';
  const key = keyIn(option, keyFile ?? certFile, outside);
  if ('problem' in key) return key;
  const [first = ''] = certificates.value;
  if (!new X509Certificate(first).checkPrivateKey(key.value.object)) {
    return {
      problem: `${option} ${keyFile ?? certFile}: the key does not belong to the certificate in ${certFile}`,
    };
  }
  return { value: { cert: certificates.value.join('\n'), key: key.value.pem } };
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

function certificatesIn(option: string, path: string, { read }: Outside): Result<string[]> {
  const text = textOf(option, path, read);
  if ('problem' in text) return text;
  const blocks = text.value.match(CERTIFICATE) ?? [];
  if (blocks.length === 0) {
    const problem = text.value.includes('PRIVATE KEY-----')
      ? 'has a key and no certificate'
      : 'has no certificate in PEM form (-----BEGIN CERTIFICATE-----); openssl x509 -inform der converts DER';
    return { problem: `${option} ${path} ${problem}` };
  }
  const broken = blocks.findIndex((block) => !isReadable(block));
  if (broken === -1) return { value: blocks };
  return { problem: `${option} ${path}: certificate ${broken + 1} of ${blocks.length} in it cannot be read` };
}

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).raw.length > 0;
  } catch {
    return false;
  }
}

interface ReadKey {
  readonly object: KeyObject;
  readonly pem: string;
}

const KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/;

function keyIn(option: string, path: string, { read }: Outside): Result<ReadKey> {
  const text = textOf(option, path, read);
  if ('problem' in text) return text;
  const [pem] = KEY.exec(text.value) ?? [];
  if (pem === undefined) {
    const hint = option === '--client-cert' ? '; pass its file as --client-key' : '';
    return { problem: `${option} ${path} has no private key in PEM form${hint}` };
  }
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    return {
      problem: `${option} ${path}: the key is encrypted; pass one without a passphrase, which openssl pkey -in FILE writes`,
    };
  }
  try {
    return { value: { object: createPrivateKey(pem), pem } };
  } catch {
    return { problem: `${option} ${path}: the private key in it cannot be read` };
  }
}

function textOf(option: string, path: string, read: Outside['read']): Result<string> {
  try {
    return { value: read(path) };
  } catch (error) {
    return { problem: `${option} ${path} cannot be read: ${(error as Error).message}` };
  }
}
