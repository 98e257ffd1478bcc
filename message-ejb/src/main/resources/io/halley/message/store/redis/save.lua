-- Adds a message to a key's set. KEYS[1]: the set; ARGV: mid, member, expiry (Unix second), cap.
-- Returns 1, or 0 if the set has a message with this mid.
local set, mid, member, expiry, cap = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if redis.call('ZCOUNT', set, mid, mid) > 0 then
  return 0
end
local left = redis.call('PTTL', set)
redis.call('ZADD', set, mid, member)
redis.call('ZREMRANGEBYRANK', set, 0, -cap - 1)

-- the set goes with the last of its messages to expire
if left == -1 then
  -- it was there without an expiry, from another system: its members tell theirs
  for _, other in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    local seconds = tonumber(string.match(other, '.*"expire":(%d+)'))
    if not seconds then
      return 1
    end
    expiry = math.max(expiry, seconds)
  end
elseif left >= 0 then
  local now = redis.call('TIME')
  if now[1] * 1000 + math.floor(now[2] / 1000) + left >= expiry * 1000 then
    return 1
  end
end
redis.call('EXPIREAT', set, string.format('%.0f', expiry))
return 1
