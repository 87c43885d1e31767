import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';
import type { Emulator } from '../src/create-emulator.ts';

/** Puts TLS in front of an emulator, for clients that insist on it. The certificate is its own, and lives as long as the test. */
export async function startTlsProxy(emulator: Emulator): Promise<string> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
  const { port, hostname } = new URL(emulator.origin);
  const server = createServer({ key, cert }, (secure) => {
    const plain = connect(Number(port), hostname);
    // When either side closes, the other closes, too.
    secure.on('error', () => plain.destroy());
    plain.on('error', () => secure.destroy());
    secure.pipe(plain).pipe(secure);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
