/** What the compiled validators call by name: our own formats and keywords, and one format of ajv. */
import { createRequire } from 'node:module';
import { hasComputedMember } from './computed-member.ts';
import { isNestedWithin } from './nesting.ts';
import { isDeleteTimestamp, isSegmentTimestamp } from './timestamps.ts';

type Formats = typeof import('ajv-formats/dist/formats.js').fullFormats;

export const helpers = {
  formats: {
    /** Loaded by the first schema that has it; few have, and whoever starts a program would wait for it. */
    get 'date-time'(): Formats['date-time'] {
      const { fullFormats } = createRequire(import.meta.url)('ajv-formats/dist/formats.js');
      return fullFormats['date-time'];
    },
    'segment-timestamp': isSegmentTimestamp,
    'segment-delete-timestamp': isDeleteTimestamp,
  },
  hasComputedMember,
  isNestedWithin,
} as const;
