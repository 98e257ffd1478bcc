-- Checks a token and begins its life anew. KEYS[1]: the key's tokens; ARGV: the token's hash, now,
-- its new expiry (Unix seconds). Returns 1 valid, 0 the key has others only, -1 the key has none.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
if redis.call('ZCARD', KEYS[1]) == 0 then
  return -1
end
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  return 0
end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
redis.call('EXPIREAT', KEYS[1], string.format('%.0f', tonumber(latest)))
return 1
