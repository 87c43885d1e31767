export { createRelay } from './relay/create-relay.ts';
export type { Relay, RelayOptions, RelayRoute } from './relay/relay-options.ts';
