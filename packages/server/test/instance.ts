import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { Redis } from 'ioredis';
import { createCredentialHandler } from '../src/index.ts';
import type { UsageLimits } from '../src/index.ts';
import { toNodeListener } from '../src/node.ts';
import { createRedisStore, REDIS_OPTIONS } from '../src/redis.ts';

/** The options of an instance. */
export interface InstanceOptions {
  readonly emulator: string;
  readonly redisPort: number;
  readonly limits: UsageLimits;
}

/** Starts a server with the minters of all vendors, and returns its port. The header `x-user` signs in. */
export async function startInstance({ emulator, redisPort, limits }: InstanceOptions): Promise<number> {
  const client = new Redis(redisPort, { ...REDIS_OPTIONS, retryStrategy: () => 20, lazyConnect: true });
  client.on('error', () => {}); // The handler answers with 503.
  await client.connect();
  const handler = createCredentialHandler({
    minters: [
      openaiMinter({ apiKey: 'sk-instance', baseUrl: `${emulator}/v1` }),
      geminiMinter({ apiKey: 'AIza-instance', baseUrl: emulator }),
      elevenLabsMinter({ apiKey: 'sk_eleven_1', agentId: 'agent_1', baseUrl: emulator }),
      cartesiaMinter({ apiKey: 'sk_car_1', agentId: 'agent_1', baseUrl: emulator }),
    ],
    authorize: (request) => {
      const id = request.headers.get('x-user');
      return id === null ? null : { id, team: 'all' };
    },
    limits,
    store: createRedisStore({ client }),
    logger: { info() {}, warn() {}, error() {} },
  });
  const server = createServer(toNodeListener(handler));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
