-- Removes members of a key's set, or all of it, and takes note that they are gone. KEYS: the set, the
-- notes; ARGV: when notes of nothing else go (Unix second), then the highest mid among the members
-- and the members, or nothing for all of it.
local set, notes = KEYS[1], KEYS[2]
local noted = redis.call('HMGET', notes, 'last', 'lost')
local last, lost = noted[1], noted[2] or '0'
local gone = {last or '0'}
if #ARGV > 1 then
  gone = {ARGV[2]}
  redis.call('ZREM', set, unpack(ARGV, 3))
else
  local newest = redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')[2]
  -- ids end at 2^55: another program's score that is above that is none
  if newest and tonumber(newest) < 2 ^ 55 then
    table.insert(gone, string.format('%.0f', tonumber(newest)))
  end
  redis.call('DEL', set)
end
for _, mid in ipairs(gone) do
  if #mid > #lost or (#mid == #lost and mid > lost) then
    lost = mid
  end
end
if lost ~= '0' then
  redis.call('HSET', notes, 'lost', lost)
  if redis.call('TTL', notes) == -1 then
    redis.call('EXPIREAT', notes, ARGV[1])
  end
end
return 1
