/** Sessions by run id, so that all scenarios of a run share one. */
import type { Session } from './session.ts';

const sessions = new Map<string, Session>();

/** Shares a session under its run id until the returned function is called. */
export function shareSession(session: Session): () => void {
  const { runId } = session.settings;
  sessions.set(runId, session);
  return () => {
    sessions.delete(runId);
  };
}

/** @throws Error if no session of that run is open in this process */
export function sharedSession(runId: string): Session {
  const session = sessions.get(runId);
  if (session === undefined) throw new Error(`no session is open for the run "${runId}"`);
  return session;
}
