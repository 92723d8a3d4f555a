/** The door of the runs with cucumber: lanes, outcomes, attachments and messages. */
export { type AttachmentContent, MEDIA } from './attachments.ts';
export { RESTS, type RequestCounts, runLanes } from './lanes.ts';
export { createMessageMerger, type MessageMerger } from './merge-messages.ts';
export { createOutcomeReader, type ExampleEnd, type ExampleOutcome } from './outcomes.ts';
