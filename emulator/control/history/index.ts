/** The door of what happened: traces, the journal, and the records before and after a call. */
export { showCallRecords, showRequestRecords } from './call-records-answers.ts';
export { readJournal } from './journal-answers.ts';
export { PAGE_CHARACTERS, readTraces } from './trace-answers.ts';
