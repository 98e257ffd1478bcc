-- Adds a token to a key. KEYS[1]: the key's tokens, a sorted set with expiries as scores;
-- ARGV: the token's hash, now, its expiry (Unix seconds). Returns 1, or 0 if the key had it.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
local added = redis.call('ZADD', KEYS[1], 'NX', ARGV[3], ARGV[1])
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
redis.call('EXPIREAT', KEYS[1], string.format('%.0f', tonumber(latest)))
return added
