import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hideCandidates, NO_IMPAIRMENT, PacketPath } from './packet-path.mjs';

/** A socket on loopback with everything that it receives. */
async function open(): Promise<{ socket: Socket; port: number; heard: string[]; from: number[] }> {
  const socket = createSocket('udp4');
  const heard: string[] = [];
  const from: number[] = [];
  socket.on('message', (packet, { port }) => {
    heard.push(packet.toString());
    from.push(port);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return { socket, port: socket.address().port, heard, from };
}

const describeWith = (port: number) =>
  [
    'v=0',
    `a=candidate:1 1 UDP 2114977791 127.0.0.1 ${port} typ host`,
    `a=candidate:1 2 udp 2114977791 127.0.0.1 ${port} typ host`,
    'a=end-of-candidates',
    '',
  ].join('\r\n');

async function connect() {
  const path = new PacketPath();
  const peer = await open();
  const client = await open();
  const sdp = await path.describe(describeWith(peer.port));
  const ports = [...sdp.matchAll(/127\.0\.0\.1 (\d+)/g)].map((match) => Number(match[1]));
  const [port = 0] = ports;
  return { path, peer, client, ports, send: (text: string) => client.socket.send(text, port, '127.0.0.1') };
}

describe('the path of packets', () => {
  it('stands in front of each port of the peer, once, and relays both ways', async () => {
    const { peer, client, ports, send } = await connect();
    expect(new Set(ports).size).toBe(1);
    expect(ports[0]).not.toBe(peer.port);
    send('hello');
    await expect.poll(() => peer.heard).toEqual(['hello']);
    peer.socket.send('welcome', peer.from[0], '127.0.0.1');
    await expect.poll(() => client.heard).toEqual(['welcome']);
    // The client hears from the port that it was told.
    expect(client.from).toEqual([ports[0]]);
  });

  it('loses packets one way, the other, or neither', async () => {
    const { path, peer, client, send } = await connect();
    send('a');
    await expect.poll(() => peer.heard).toEqual(['a']);
    path.impair({ ...NO_IMPAIRMENT, lossIn: 1 });
    send('b');
    peer.socket.send('1', peer.from[0], '127.0.0.1');
    await expect.poll(() => client.heard).toEqual(['1']);
    path.impair({ ...NO_IMPAIRMENT, lossOut: 1 });
    peer.socket.send('2', peer.from[0], '127.0.0.1');
    send('c');
    await expect.poll(() => peer.heard).toEqual(['a', 'c']);
    path.impair(NO_IMPAIRMENT);
    peer.socket.send('3', peer.from[0], '127.0.0.1');
    await expect.poll(() => client.heard).toEqual(['1', '3']);
  });

  it('loses about the share that it is told', async () => {
    const { path, peer, send } = await connect();
    path.impair({ ...NO_IMPAIRMENT, lossIn: 0.5 });
    for (let at = 0; at < 400; at += 1) {
      send(String(at));
      if (at % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    path.impair(NO_IMPAIRMENT);
    send('end');
    await expect.poll(() => peer.heard.at(-1)).toBe('end');
    expect(peer.heard.length).toBeGreaterThan(120);
    expect(peer.heard.length).toBeLessThan(280);
  });

  it('limits the rate, and loses what would wait for seconds', async () => {
    const { path, peer, send } = await connect();
    path.impair({ ...NO_IMPAIRMENT, bytesPerSecondIn: 1_000 });
    for (const [name, bytes] of [
      ['a', 300],
      ['b', 1_800],
      ['c', 10],
    ] as const)
      send(name.repeat(bytes));
    const names = () => peer.heard.map((text) => text[0]).join('');
    await expect.poll(names).toBe('ab');
    send('d');
    await expect.poll(names).toBe('abd');
  });
});

it('the addresses of the other side are hidden', () => {
  expect(hideCandidates(`${describeWith(7)}a=mid:0\r\n`)).toBe('v=0\r\na=mid:0\r\n');
});
