import { cartesia, cartesiaLine } from '@repartee/core/adapters/cartesia';
import { prices } from '@repartee/core/adapters/cartesia/prices';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import type { Kit } from '../kit.ts';

export const managedKit: Kit = {
  name: 'Cartesia',
  vendor: 'cartesia',
  adapter: (origin) => cartesia({ baseUrl: origin }),
  minter: (origin) => cartesiaMinter({ apiKey: 'sk_car_1', agentId: 'agent_1', baseUrl: origin }),
  memory: 'fresh',
  prices,
  hasTools: true,
};

export const lineKit: Kit = {
  name: 'Cartesia Line',
  vendor: 'cartesia',
  adapter: (origin) => cartesiaLine({ baseUrl: origin }),
  minter: (origin) => cartesiaMinter({ apiKey: 'sk_car_1', agentId: 'agent_1', baseUrl: origin, line: true }),
  memory: 'fresh',
  prices,
  hasTools: false,
};

/** The vendor over WebSocket, in each of its protocols. */
export const kits: readonly Kit[] = [managedKit, lineKit];
