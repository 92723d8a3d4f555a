/** Finds a key in a text by decoding the text in every way, and not by looking for encodings of the key. */

/** The key, if the text holds it in any form; else undefined. */
export function isRevealed(text: string, key: string): boolean {
  const wanted = key.toLowerCase();
  return decodings(text, 3).some((one) => one.toLowerCase().includes(wanted));
}

/** The text, and what it decodes to, several encodings deep. */
function decodings(text: string, depth: number): string[] {
  if (depth === 0) return [text];
  const decoded = [unpercented, unescaped, unmarked]
    .map((decode) => decode(text))
    .filter((one) => one !== text);
  const hidden = [...base64Runs(text), ...hexRuns(text)];
  return [text, ...hidden, ...new Set(decoded)].flatMap((one) =>
    one === text || hidden.includes(one) ? [one] : decodings(one, depth - 1),
  );
}

function unpercented(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll(/\\u\{?([0-9a-f]{1,6})\}?/gi, (_, hex: string) => fromHex(hex))
    .replaceAll(/\\x([0-9a-f]{2})/gi, (_, hex: string) => fromHex(hex))
    .replaceAll(/\\(["'\\/_*-])/g, '$1');
}

function unmarked(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replaceAll(/&#(\d{1,7});/g, (_, code: string) => fromHex(Number(code).toString(16)))
    .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => fromHex(hex))
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => named[name] ?? '');
}

function fromHex(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? '' : String.fromCodePoint(code);
}

/** Long runs of Base64, decoded from each of four places on. */
function base64Runs(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  return runs.flatMap((run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString()));
}

function hexRuns(text: string): string[] {
  const runs = text.match(/(?:[0-9a-f]{2}){8,}/gi) ?? [];
  return runs.flatMap((run) => [0, 1].map((skip) => Buffer.from(run.slice(skip), 'hex').toString()));
}
