/** Files that are not read, recognised by their first bytes, with what to do instead. */

/** Bytes at the beginning, in hexadecimal digits. */
const MAGIC: Readonly<Record<string, string>> = {
  aced0005: 'this is a session in the own format of Charles: export it as "JSON Session File" or HAR',
  '504b0304': 'this is a zip archive: unpack it and give the files in it',
  '50415231': 'this is a Parquet file: write its records as NDJSON',
  '4f626a01': 'this is an Avro file: write its records as NDJSON',
  '425a68': 'this is bzip2: unpack it with "bunzip2 -c", and give - to read its output',
  '28b52ffd': 'this is zstd: unpack it with "zstd -dc", and give - to read its output',
  fd377a585a: 'this is xz: unpack it with "xz -dc", and give - to read its output',
  '53514c69746520666f726d6174': 'this is a SQLite database: write its rows as NDJSON',
  d4c3b2a1: 'this is a packet capture: record the requests with a proxy and export them as HAR',
  a1b2c3d4: 'this is a packet capture: record the requests with a proxy and export them as HAR',
  '0a0d0d0a': 'this is a packet capture: record the requests with a proxy and export them as HAR',
};

const TEXTS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /^\d+:(?:\d+:[a-z_]+[;:]|.{0,200}7:version;)/s,
    'this is mitmproxy\'s own flow file: export it as HAR with "mitmdump -nr FILE --set hardump=FILE.har"',
  ],
  [
    /^<\?xml[^>]*>\s*(?:<!DOCTYPE[^>]*>\s*)?<charles-session/,
    'this is a Charles session in XML: export it as "JSON Session File" or HAR',
  ],
  [/^\s*<(?:!DOCTYPE|html|\?xml)/i, 'this is HTML or XML, not JSON'],
];

/** Bytes of the beginning that are looked at. */
const HEAD_BYTES = 512;

/** @returns what the file is and what to do; undefined if it may be text with JSON */
export function foreignFormat(head: Uint8Array): string | undefined {
  const beginning = Buffer.from(head.subarray(0, HEAD_BYTES));
  const digits = beginning.toString('hex');
  const magic = Object.entries(MAGIC).find(([start]) => digits.startsWith(start));
  if (magic !== undefined) return magic[1];
  const text = beginning.toString('latin1');
  if (text.slice(257, 262) === 'ustar') return 'this is a tar archive: unpack it and give the files in it';
  if (beginning.includes(0) && otherEncoding(head) === undefined)
    return 'this is a binary file, not text with JSON';
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1];
}

/** The encoding of a text that is not UTF-8, as Windows writes it; undefined for UTF-8. */
export function otherEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}
