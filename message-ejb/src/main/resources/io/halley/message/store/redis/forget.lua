-- Removes what a client has from a key's set, and takes note that it is gone. KEYS: the set, the notes;
-- ARGV: the highest mid that the client has, the mid from which on a message stays that has a push, and
-- when notes of nothing else go (Unix second). Returns how many were removed. Ids are compared as
-- digits: a number of this language has 53 bits only.
local set, notes = KEYS[1], KEYS[2]
local mid, repeatable = ARGV[1], ARGV[2]

local function above(one, other)
  return #one > #other or (#one == #other and one > other)
end

local found = redis.call('ZRANGEBYSCORE', set, '-inf', mid, 'WITHSCORES')
local removed, highest = 0, '0'
for i = 1, #found, 2 do
  local id = string.format('%.0f', tonumber(found[i + 1]))
  -- the tail of a member: its message may be long, and may look like anything
  if above(repeatable, id) or not string.match(string.sub(found[i], -64), ',"mid":%d+,"push":%d+}$') then
    redis.call('ZREM', set, found[i])
    removed, highest = removed + 1, id
  end
end
if removed > 0 and above(highest, redis.call('HGET', notes, 'lost') or '0') then
  redis.call('HSET', notes, 'lost', highest)
  if redis.call('TTL', notes) == -1 then
    redis.call('EXPIREAT', notes, ARGV[3])
  end
end
return removed
