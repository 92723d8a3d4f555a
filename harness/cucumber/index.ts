/** The door of the runs of examples: their executor, outcomes and attachments. */
export { type AttachmentContent, MEDIA } from './attachments.ts';
export type {
  Cucumber,
  DataTable,
  DefinedCode,
  DefinitionOptions,
  ParameterTypeDefinition,
} from './definitions.ts';
export {
  type DefineSteps,
  type Executor,
  type OpenExecutor,
  openExecutor,
  type WatchUncaught,
} from './executor/index.ts';
export type { ExampleEnd, ExampleOutcome } from './outcomes.ts';
