/** Sessions by run id, so that the lanes of one process and their worlds share one. */
import type { Session } from './session.ts';

const sessions = new Map<string, Session>();

/** Makes a session known under its run id until the returned function is called. */
export function shareSession(session: Session): () => void {
  const { runId } = session.settings;
  sessions.set(runId, session);
  return () => {
    sessions.delete(runId);
  };
}

/** @throws Error where no session of that run is open in this process */
export function sharedSession(runId: string): Session {
  const session = sessions.get(runId);
  if (session === undefined) throw new Error(`no session is open for the run "${runId}"`);
  return session;
}
