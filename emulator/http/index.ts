/** The HTTP server of the emulator; only this folder uses sockets. */
export { DESTINATION_PATH } from './answer-call.ts';
export { createForwarder, type Forwarder } from './forward/index.ts';
export { createListener } from './listener.ts';
export { startServer } from './server.ts';
