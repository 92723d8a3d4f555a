/** Merges the messages of several lanes into those of a single cucumber run. */
import type { Envelope, GherkinDocument, Pickle } from '@cucumber/messages';

/** Collects the messages of all lanes. */
export interface MessageMerger {
  add(envelope: Envelope): void;
  /** All messages so far, in an order that cucumber's own formatters accept. */
  merged(): Envelope[];
}

/**
 * Each lane parses its features again with new ids, starts a test run of its own and repeats the definitions that all
 * lanes share. The merged messages use the ids of the first lane.
 */
export function createMessageMerger(): MessageMerger {
  const shared = new Map<string, Envelope>();
  const documents = new Map<string, readonly string[]>();
  const firstIds = new Map<string, string>();
  const rest: Envelope[] = [];
  let runId: string | undefined;
  let finished: Envelope['testRunFinished'];

  const first = (id: string) => firstIds.get(id) ?? id;
  const share = (key: string, envelope: Envelope) => {
    if (!shared.has(key)) shared.set(key, envelope);
  };
  const addDocument = (document: GherkinDocument) => {
    const ids = idsIn(document);
    const known = documents.get(document.uri ?? '');
    if (known !== undefined) {
      for (const [index, id] of ids.entries()) firstIds.set(id, known[index] ?? id);
      return;
    }
    documents.set(document.uri ?? '', ids);
    shared.set(`document ${document.uri}`, { gherkinDocument: document });
  };
  return {
    add(envelope) {
      if (envelope.meta) share('meta', envelope);
      else if (envelope.source) share(`source ${envelope.source.uri}`, envelope);
      else if (envelope.gherkinDocument) addDocument(envelope.gherkinDocument);
      else if (envelope.stepDefinition) share(`step ${envelope.stepDefinition.id}`, envelope);
      else if (envelope.hook) share(`hook ${envelope.hook.id}`, envelope);
      else if (envelope.parameterType) share(`type ${envelope.parameterType.name}`, envelope);
      else if (envelope.testRunStarted) {
        runId ??= envelope.testRunStarted.id;
        share('run', envelope);
      } else if (envelope.testRunFinished) {
        const success = envelope.testRunFinished.success && (finished?.success ?? true);
        finished = { ...envelope.testRunFinished, success, testRunStartedId: runId };
      } else if (envelope.pickle) rest.push({ pickle: renamePickle(envelope.pickle, first) });
      else if (envelope.testCase && runId !== undefined) {
        rest.push({ testCase: { ...envelope.testCase, testRunStartedId: runId } });
      } else rest.push(envelope);
    },
    merged: () => [
      ...shared.values(),
      ...rest,
      ...(finished === undefined ? [] : [{ testRunFinished: finished }]),
    ],
  };
}

function renamePickle(pickle: Pickle, first: (id: string) => string): Pickle {
  const steps = pickle.steps.map((step) => ({ ...step, astNodeIds: step.astNodeIds.map(first) }));
  return { ...pickle, astNodeIds: pickle.astNodeIds.map(first), steps };
}

/** Every id of a document in tree order, which is the same every time a file is parsed. */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
  );
}
