/** The control plane: one function for each route, from a plain request to an answer. */
export {
  addAudience,
  addTrait,
  listComputed,
  moveMembers,
  previewSync,
  removeComputed,
  showComputed,
  showEngage,
  syncNow,
} from './audience-answers.ts';
export { changeChoices, listChoices } from './choice-answers.ts';
export { advanceClock, setClock, showClock } from './clock-answers.ts';
export { addConnector, listConnectors, removeConnector } from './connector-answers.ts';
export { expectCalls } from './expect-answers.ts';
export { listFaults, removeFault, setFault, showFault } from './fault-answers.ts';
export { beginGrade, REPORT_PATH, readGrade, removeGrade } from './grade-answers.ts';
export { readJournal, readTraces, showCallRecords, showRequestRecords } from './history/index.ts';
export {
  addInstance,
  changeInstance,
  listInstances,
  removeInstance,
} from './instance-answers.ts';
export { liveState } from './live-state.ts';
export { listStored } from './record-answers.ts';
export {
  downloadSnapshot,
  listSnapshots,
  removeSnapshot,
  restoreSnapshot,
  takeSnapshot,
} from './snapshot-answers.ts';
export { changeSource, showSource, showWriteKey } from './source-answers.ts';
export { readState, resetState } from './state.ts';
export { forkWorld, listWorlds, openWorld, removeWorld, showWorld, worldUnknown } from './world-answers.ts';
