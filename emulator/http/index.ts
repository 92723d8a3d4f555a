/** The only room of the emulator that knows sockets. */
export { createForwarder, type Forwarder } from './forwarder.ts';
export { createListener, DESTINATION_PATH } from './listener.ts';
export { startServer } from './server.ts';
