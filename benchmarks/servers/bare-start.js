/** A bare node:http server that prints a line when it listens, and does nothing else. */
import { createServer } from 'node:http';

const server = createServer((_request, response) => response.end());
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
