/** The commands, in the order of the help. Only the command that runs loads what it does. */
import {
  AUDIENCE,
  CREATE_AUDIENCE,
  CREATE_TRAIT,
  ENTER_AUDIENCE,
  LEAVE_AUDIENCE,
  LIST_AUDIENCES,
  PREVIEW_AUDIENCE,
  REMOVE_AUDIENCE,
  SEND_AUDIENCE,
  SYNC_AUDIENCE,
} from './audience/audience.ts';
import { FORGET } from './calls/forget.ts';
import { GENERATE, runGenerate } from './calls/generate.ts';
import { LINT } from './calls/lint.ts';
import { SEND } from './calls/send.ts';
import { EMULATE } from './emulate/emulate.ts';
import { EXEC, runExec } from './emulate/exec.ts';
import { DIFF, runDiff } from './grade/diff.ts';
import { REPORT, runReport } from './grade/report.ts';
import { SELFTEST } from './grade/selftest.ts';
import { VERIFY } from './grade/verify.ts';
import { INIT } from './init/init.ts';
import { LOAD_COMMAND } from './load/load.ts';
import { RECONCILE } from './load/reconcile.ts';
import type { CommandSpec, RunCommand } from './options/command-spec.ts';
import { CITE } from './write/cite.ts';
import { DOCS } from './write/docs.ts';
import { DRIFT, runDrift } from './write/drift.ts';
import { EXPLAIN, runExplain } from './write/explain.ts';
import { LIST, runList } from './write/list.ts';

/** A command, and how to load what it does; a group of commands does nothing by itself. */
export interface CommandEntry {
  readonly spec: CommandSpec;
  readonly load?: () => Promise<RunCommand<CommandSpec>>;
  readonly parts?: readonly CommandEntry[];
}

function command<Spec extends CommandSpec>(
  spec: Spec,
  load: () => RunCommand<Spec> | Promise<RunCommand<Spec>>,
): CommandEntry {
  // The values are read by the very table of this command.
  return { spec, load: async () => (await load()) as RunCommand<CommandSpec> };
}

const AUDIENCE_COMMANDS: readonly CommandEntry[] = [
  command(LIST_AUDIENCES, async () => (await import('./audience/definitions.ts')).runList),
  command(CREATE_AUDIENCE, async () => (await import('./audience/definitions.ts')).runCreate),
  command(CREATE_TRAIT, async () => (await import('./audience/definitions.ts')).runCreateTrait),
  command(REMOVE_AUDIENCE, async () => (await import('./audience/definitions.ts')).runRemove),
  command(ENTER_AUDIENCE, async () => (await import('./audience/move-members.ts')).runEnter),
  command(LEAVE_AUDIENCE, async () => (await import('./audience/move-members.ts')).runLeave),
  command(PREVIEW_AUDIENCE, async () => (await import('./audience/definitions.ts')).runPreview),
  command(SYNC_AUDIENCE, async () => (await import('./audience/sync.ts')).runSync),
  command(SEND_AUDIENCE, async () => (await import('./audience/send.ts')).runSendAudience),
];

export const COMMANDS: readonly CommandEntry[] = [
  command(VERIFY, async () => (await import('./grade/verify-run.ts')).runVerify),
  command(EMULATE, async () => (await import('./emulate/emulate-run.ts')).runEmulate),
  command(EXEC, () => runExec),
  command(INIT, async () => (await import('./init/init-run.ts')).runInit),
  { spec: AUDIENCE, parts: AUDIENCE_COMMANDS },
  command(LIST, () => runList),
  command(EXPLAIN, () => runExplain),
  command(CITE, async () => (await import('./write/cite-run.ts')).runCite),
  command(GENERATE, () => runGenerate),
  command(LINT, async () => (await import('./calls/lint-run.ts')).runLint),
  command(SEND, async () => (await import('./calls/send-run.ts')).runSend),
  command(FORGET, async () => (await import('./calls/forget-run.ts')).runForget),
  command(LOAD_COMMAND, async () => (await import('./load/load-run.ts')).runLoad),
  command(RECONCILE, async () => (await import('./load/reconcile-run.ts')).runReconcile),
  command(REPORT, () => runReport),
  command(DIFF, () => runDiff),
  command(DOCS, async () => (await import('./write/docs-run.ts')).runDocs),
  command(DRIFT, () => runDrift),
  command(SELFTEST, async () => (await import('./grade/selftest-run.ts')).runSelftest),
];
