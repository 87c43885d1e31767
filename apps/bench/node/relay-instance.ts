import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openai } from '@repartee/core/adapters/openai';
import { createRelay } from '@repartee/server/relay';

/** The messages of the bench to a relay. */
export type InstanceRequest =
  | { readonly type: 'usage' }
  | { readonly type: 'drain'; readonly withinMs: number };

/** The messages of a relay to the bench. */
export type InstanceReport =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'usage'; readonly rssBytes: number; readonly cpuMs: number }
  | { readonly type: 'drained' };

/** Starts a relay before the vendor at that origin. It gives a ticket for each POST, and counts time and money. */
async function startInstance(vendor: string): Promise<void> {
  const tell = (report: InstanceReport) => process.send?.(report);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const relay = createRelay({
    routes: [
      {
        minter: {
          adapterId: 'openai',
          mint: () => Promise.resolve({ value: 'ek_bench', expiresAtMs: null }),
        },
        adapter: openai({ transport: 'websocket', baseUrl: vendor }),
      },
    ],
    url: `ws://127.0.0.1:${port}/relay`,
    secret: 'the bench needs no secret, but a long one',
    limits: { sessionMinutes: 10, moneyPerMinute: 1, user: { moneyPerDay: 1e9 } },
    moneyOf: () => 0,
  });
  server.on('request', (_, response) => {
    void relay.minters[0]?.mint({ userId: 'bench' }).then((ticket) => response.end(JSON.stringify(ticket)));
  });
  server.on('upgrade', (request, socket, head) => void relay.handleUpgrade(request, socket, head));
  process.on('message', (request: InstanceRequest) => {
    if (request.type === 'drain')
      return void relay.drain(request.withinMs).then(() => tell({ type: 'drained' }));
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    tell({ type: 'usage', rssBytes: process.memoryUsage().rss, cpuMs: (user + system) / 1000 });
  });
  tell({ type: 'listening', port });
}

process.on('disconnect', () => process.exit(0));
await startInstance(process.argv[2] ?? '');
