/** The HTTP server of the emulator; only this folder uses sockets. */
export { createForwarder, type Forwarder } from './forward/index.ts';
export { createListener } from './listener.ts';
export { DESTINATION_PATH } from './routes.ts';
export { startServer } from './server.ts';
