/** What the compiled validators call by name: our own formats and keywords, and one format of ajv. */
// By its name: a default import is another object where a loader turns modules into CommonJS.
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { hasComputedMember } from './computed-member.ts';
import { isNestedWithin } from './nesting.ts';
import { isDeleteTimestamp, isSegmentTimestamp } from './timestamps.ts';

export const helpers = {
  formats: {
    'date-time': fullFormats['date-time'],
    'segment-timestamp': isSegmentTimestamp,
    'segment-delete-timestamp': isDeleteTimestamp,
  },
  hasComputedMember,
  isNestedWithin,
} as const;
