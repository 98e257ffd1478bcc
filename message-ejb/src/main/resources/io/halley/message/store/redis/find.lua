-- Reads the newest of a key's set, and its notes as they are at the same moment. KEYS: the set, the
-- notes; ARGV: the lowest score, how many at the most. What clients have is not read. Returns members each
-- with its score, newest first, then last ('' where it is not noted) and lost, and the last mid that the
-- log gave, by whatever of these is the highest.
local set, notes = KEYS[1], KEYS[2]
local noted = redis.call('HMGET', notes, 'last', 'lost', 'given', 'gone')
local last, lost, given, gone = noted[1], noted[2] or '0', noted[3] or '0', noted[4] or '0'

local function higher(one, other)
  return (#one > #other or (#one == #other and one > other)) and one or other
end

local lowest = ARGV[1]
if tonumber(gone) > tonumber(lowest) then
  lowest = '(' .. gone
end
local found = redis.pcall('ZREVRANGEBYSCORE', set, '+inf', lowest, 'WITHSCORES', 'LIMIT', 0, ARGV[2])
if found.err then
  return found
end
local newest = found[2]
if not newest and (not last or redis.call('ZCOUNT', set, '(' .. last, '+inf') > 0) then
  newest = redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')[2]
end
local head = higher(higher(last or '0', given), lost)
if newest then
  -- another program's score may be anything
  head = higher(string.format('%.0f', math.min(math.max(0, tonumber(newest)), 2 ^ 55)), head)
end
return {found, last or '', lost, head}
