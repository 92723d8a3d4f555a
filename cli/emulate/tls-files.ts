/** The certificate of `emulate` with TLS: from files, or made at the start by the program openssl. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandError } from '../shell.ts';

/** What the emulator serves, as PEM. */
export interface ServedCertificate {
  readonly cert: string;
  readonly key: string;
  /** The file of a certificate that was made, which clients must trust. */
  readonly made: string | undefined;
  /** Removes what was made. */
  remove(): void;
}

export interface TlsValues {
  readonly tls: boolean;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly host: string;
  readonly allowedHost: readonly string[];
}

/**
 * @returns undefined without TLS
 * @throws CommandError with exit code 2 if files cannot be read, or no certificate can be made
 */
export function tlsFilesOf(options: TlsValues, cwd: string): ServedCertificate | undefined {
  const { tls, tlsCert, tlsKey } = options;
  if (tlsCert === undefined && tlsKey === undefined) return tls ? make(options) : undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CommandError(2, '--tls-cert and --tls-key go together: pass both files, as PEM');
  }
  if (tls) {
    throw new CommandError(
      2,
      '--tls makes a certificate: leave it out, or leave out --tls-cert and --tls-key',
    );
  }
  return {
    cert: read('--tls-cert', resolve(cwd, tlsCert)),
    key: read('--tls-key', resolve(cwd, tlsKey)),
    made: undefined,
    remove: () => {},
  };
}

function read(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as { code?: string };
    throw new CommandError(2, `${flag} ${path} cannot be read (${code}): pass a PEM file`);
  }
}

const DAYS = '30';

/** Only this user can read the folder, and the key leaves it at once. */
function make(options: TlsValues): ServedCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'astrolabe-tls-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const [certPath, keyPath] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  try {
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', DAYS];
    const names = ['-subj', '/CN=Astrolabe emulator', '-addext', `subjectAltName=${namesOf(options)}`];
    const files = ['-addext', 'extendedKeyUsage=serverAuth', '-keyout', keyPath, '-out', certPath];
    const { status, error } = spawnSync('openssl', [...words, ...names, ...files], {
      stdio: 'ignore',
      timeout: 60_000,
    });
    if (error !== undefined || status !== 0) {
      const reason =
        error === undefined
          ? `it ended with ${status}`
          : ((error as { code?: string }).code ?? error.message);
      throw new CommandError(
        2,
        `--tls makes its certificate with the program openssl, which cannot be used (${reason}): install it, or pass --tls-cert and --tls-key`,
      );
    }
    const made = { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
    rmSync(keyPath);
    return { ...made, made: certPath, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** For this machine, and the names under which the emulator is reached. */
function namesOf({ host, allowedHost }: TlsValues): string {
  const names = new Set(['localhost', '127.0.0.1', '::1', host, ...allowedHost]);
  return [...names]
    .filter((name) => /^[\w.:*-]+$/.test(name) && name !== '0.0.0.0' && name !== '::')
    .map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${name}`)
    .join(',');
}
