/** Parses YAML. The parser is loaded at the first text only, because most commands parse none. */
import { createRequire } from 'node:module';

/** @throws Error if the text is not YAML */
export function parseYaml(text: string): unknown {
  const { parse }: typeof import('yaml') = createRequire(import.meta.url)('yaml');
  return parse(text);
}
