-- Takes note of what clients have of a key's set, which nobody reads any more, and removes what is old of
-- it. KEYS: the set, the notes; ARGV: the highest mid that the client has, the mid from which on a message
-- stays because its push may be repeated, and when notes of nothing else go (Unix second). Returns how many
-- were removed. Ids are compared as digits: a number of this language has 53 bits only.
local set, notes = KEYS[1], KEYS[2]
local mid, repeatable = ARGV[1], ARGV[2]

local function above(one, other)
  return #one > #other or (#one == #other and one > other)
end

-- a mid that never was must not hide what comes later
local score = redis.call('ZREVRANGEBYSCORE', set, mid, '-inf', 'WITHSCORES', 'LIMIT', 0, 1)[2]
if not score then
  return 0
end
local highest = string.format('%.0f', math.max(0, tonumber(score)))
local removed = redis.call('ZREMRANGEBYSCORE', set, '-inf', above(repeatable, mid) and mid or '(' .. repeatable)
for _, note in ipairs({'lost', 'gone'}) do
  if above(highest, redis.call('HGET', notes, note) or '0') then
    redis.call('HSET', notes, note, highest)
  end
end
if redis.call('TTL', notes) == -1 then
  redis.call('EXPIREAT', notes, ARGV[3])
end
return removed
