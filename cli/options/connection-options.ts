/** The options of the way to a target, for every command that calls one. */
import type { OptionTable } from './option-table.ts';

export const CONNECTION_OPTIONS = {
  header: {
    kind: 'list',
    value: 'name:value',
    headers: true,
    what: 'a header of your own for every request, such as one that a preview deployment requires; better set as a variable, one header per line',
    group: 'Connection',
    inFile: true,
  },
  ca: {
    kind: 'text',
    value: 'file',
    what: 'certificates (PEM) of authorities to trust, besides the usual ones',
    group: 'Connection',
    isPath: true,
    inFile: true,
  },
  clientCert: {
    kind: 'text',
    value: 'file',
    what: 'certificate (PEM) that this client shows, for targets that require one',
    group: 'Connection',
    isPath: true,
    inFile: true,
  },
  clientKey: {
    kind: 'text',
    value: 'file',
    what: 'its private key (PEM), without a passphrase',
    group: 'Connection',
    otherwise: 'in the file of --client-cert',
    isPath: true,
    inFile: true,
  },
} as const satisfies OptionTable;
