/** Keys of both scripts: the session, its groups of slots, its accounts. Values: the session's id, how many groups, how many accounts. */
const HEAD = `
local session, id = KEYS[1], ARGV[1]
local slots, accounts = tonumber(ARGV[2]), tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local day = 86400
`;

/**
 * Charges a session. Further values: its seconds, the millionths of a minute, the fewest seconds, the size of each group of slots, the
 * most seconds and millionths of each account (-1 for no limit). Returns the granted seconds, or 0, a reason and the seconds to wait.
 */
export const OPEN_SCRIPT = `${HEAD}
local granted, rate, least = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local known = redis.call('HGET', session, 'seconds')
if known then return { tonumber(known) } end
for i = 1, slots do
  local group = KEYS[1 + i]
  redis.call('ZREMRANGEBYSCORE', group, '-inf', now)
  if redis.call('ZCARD', group) >= tonumber(ARGV[6 + i]) then
    local first = redis.call('ZRANGE', group, 0, 0, 'WITHSCORES')
    return { 0, 'concurrent', first[2] and math.ceil(tonumber(first[2]) - now) or -1 }
  end
end
local reason = 'minutes'
for i = 1, accounts do
  local sums = redis.call('HMGET', KEYS[1 + slots + i], 'seconds', 'micros')
  local most_seconds = tonumber(ARGV[5 + slots + 2 * i])
  local most_micros = tonumber(ARGV[6 + slots + 2 * i])
  if most_seconds >= 0 then
    local left = most_seconds - tonumber(sums[1] or 0)
    if left < granted then granted, reason = left, 'minutes' end
  end
  if most_micros >= 0 and rate > 0 then
    local left = math.floor((most_micros - tonumber(sums[2] or 0)) * 60 / rate)
    if left < granted then granted, reason = left, 'money' end
  end
end
if granted < least then return { 0, reason, -1 } end
local micros = math.ceil(granted * rate / 60)
for i = 1, accounts do
  local account = KEYS[1 + slots + i]
  redis.call('HINCRBY', account, 'seconds', granted)
  redis.call('HINCRBY', account, 'micros', string.format('%.0f', micros))
  redis.call('EXPIRE', account, 3 * day)
end
for i = 1, slots do
  redis.call('ZADD', KEYS[1 + i], now + granted, id)
  redis.call('EXPIRE', KEYS[1 + i], granted + day)
end
redis.call('HSET', session, 'seconds', granted, 'micros', string.format('%.0f', micros))
redis.call('EXPIRE', session, granted + day)
return { granted }
`;

/** Settles a session. Further values: the seconds and millionths that it has used. Returns 1, or 0 where it was not open. */
export const END_SCRIPT = `${HEAD}
local charged = redis.call('HMGET', session, 'seconds', 'micros')
if not charged[1] then return 0 end
redis.call('DEL', session)
local seconds = math.ceil(tonumber(ARGV[4])) - tonumber(charged[1])
local micros = math.ceil(tonumber(ARGV[5])) - tonumber(charged[2])
for i = 1, slots do redis.call('ZREM', KEYS[1 + i], id) end
for i = 1, accounts do
  local account = KEYS[1 + slots + i]
  redis.call('HINCRBY', account, 'seconds', string.format('%.0f', seconds))
  redis.call('HINCRBY', account, 'micros', string.format('%.0f', micros))
end
return 1
`;
