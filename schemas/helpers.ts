/** What the compiled validators call by name: formats and keywords of our own, and the one format of ajv's. */
import formats from 'ajv-formats/dist/formats.js';
import { hasComputedMember } from './computed-member.ts';
import { isNestedWithin } from './nesting.ts';
import { isDeleteTimestamp, isSegmentTimestamp } from './timestamps.ts';

export const helpers = {
  formats: {
    'date-time': formats.fullFormats['date-time'],
    'segment-timestamp': isSegmentTimestamp,
    'segment-delete-timestamp': isDeleteTimestamp,
  },
  hasComputedMember,
  isNestedWithin,
} as const;
