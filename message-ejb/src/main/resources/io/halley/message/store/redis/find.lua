-- Reads the newest of a key's set, and its notes as they are at the same moment. KEYS: the set, the
-- notes; ARGV: the lowest score, how many at the most. Returns members each with its score, newest
-- first, then the notes: last ('' where there are none) and lost.
local found = redis.pcall('ZREVRANGEBYSCORE', KEYS[1], '+inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
if found.err then
  return found
end
local noted = redis.call('HMGET', KEYS[2], 'last', 'lost')
return {found, noted[1] or '', noted[2] or '0'}
