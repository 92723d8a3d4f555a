/** How requests reach a target. */
export { type ConnectionSettings, DIRECT } from './connection.ts';
export { type OwnHeaders, readHeaders } from './headers.ts';
export { type Outside, readTls, type TlsFiles, type TlsSettings } from './tls.ts';
