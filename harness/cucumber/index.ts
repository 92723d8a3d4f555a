/** The suite as cucumber runs it: lanes, outcomes, attachments and messages. */
export { type AttachmentContent, MEDIA } from './attachments.ts';
export { runLanes } from './lanes.ts';
export { createMessageMerger, type MessageMerger } from './merge-messages.ts';
export { createOutcomeReader, type End, type Outcome } from './outcomes.ts';
