export { createRedisStore, REDIS_OPTIONS } from './limits/redis-store.ts';
export type { RedisClient, RedisStoreOptions } from './limits/redis-store.ts';
export type {
  Account,
  Denial,
  LimitStore,
  Opening,
  SessionOpening,
  Slots,
  Usage,
} from './limits/limit-store.ts';
