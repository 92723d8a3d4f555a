/** The shell of a run in a thread: no person and no terminal. */
import { parentPort } from 'node:worker_threads';
import { guardShell } from '../guard-shell.ts';
import type { Shell } from '../shell.ts';
import { STOP } from './thread-protocol.ts';

/** @param log receives what would be printed beside the result */
export function silentShell({ env, cwd }: Pick<Shell, 'env' | 'cwd'>, log: (text: string) => void): Shell {
  return guardShell({
    argv: [],
    env,
    cwd,
    nodeVersion: process.versions.node,
    out: () => {},
    err: (text) => {
      if (text !== '') log(text);
    },
    surviveLostOutput: () => {},
    interactive: false,
    live: false,
    colour: false,
    errColour: false,
    errLater: (_text, written) => queueMicrotask(written),
    width: 100,
    ask: () => Promise.resolve(''),
    onStop(callback) {
      const heard = (message: unknown) => {
        if (message === STOP) callback('SIGINT');
      };
      parentPort?.on('message', heard);
      return () => parentPort?.off('message', heard);
    },
    onUncaught(callback) {
      process.on('uncaughtException', callback);
      return () => process.off('uncaughtException', callback);
    },
    random: Math.random,
    spawn: () => Promise.resolve(127),
    own: () => Promise.resolve(''),
  });
}
