/** The library that parses command lines, required: Node would search its files for what an import can name. */
import { createRequire } from 'node:module';

export const commander: typeof import('commander') = createRequire(import.meta.url)('commander');
