/** What the bare servers share: a body is read, passed on and answered; a line prints the port. */
import { createServer } from 'node:http';

const ANSWER = '{"success":true}';
const HEADERS = { 'content-type': 'application/json', 'content-length': ANSWER.length };

/** @param take gets the text of each body */
export function listen(take) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      take((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString('utf8'));
      response.writeHead(200, HEADERS);
      response.end(ANSWER);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
}
