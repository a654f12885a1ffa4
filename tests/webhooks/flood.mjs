// Sends requests for no inbox to a port of this machine, many in one go, and counts those of each
// go that the port answered or hung up on. Ends by itself: with the count, or after two minutes.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [port = '0', count = '0'] = process.argv.slice(2);
const LANES = 8;
const BATCH = 50;
const UNTIL = Date.now() + 120_000;
const request = 'POST /hooks/nobody HTTP/1.1\r\nhost: flood\r\ncontent-length: 2\r\n\r\n{}';
const batch = request.repeat(BATCH);
let left = Number(count);
let answered = 0;

function connection() {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    let waiting = 0;
    const send = () => {
      if (left <= 0) return socket.end();
      left -= BATCH;
      waiting = BATCH;
      socket.write(batch);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      const answers = chunk.toString('latin1').split('HTTP/1.1 ').length - 1;
      answered += answers;
      waiting -= answers;
      if (waiting <= 0) send();
    });
    socket.on('error', () => undefined);
    socket.on('close', resolve);
  });
}

/** One connection after the other; between two runs nobody listens for a moment. */
async function lane() {
  while (left > 0 && Date.now() < UNTIL) {
    const before = left;
    await connection();
    if (left === before) await sleep(10);
  }
}

await Promise.all(Array.from({ length: LANES }, lane));
process.stdout.write(JSON.stringify({ sent: Number(count) - left, answered }));
