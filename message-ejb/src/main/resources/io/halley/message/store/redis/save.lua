-- Adds a message to a key's set, and takes note of its id and of those that it displaces.
-- KEYS: the set, the key's notes, the name of the push; ARGV: mid, member, expiry (Unix second; 0: it is
-- not kept, only its push is remembered), cap, how many seconds notes are kept beyond the last expiry, the
-- push id, the highest mid that the saver knows of, now, and until when the push is remembered (Unix
-- seconds; 0: it has no name).
-- Returns 1 if it was saved. Where the push id is 0, nobody else saves for the key, and 0 says that the
-- set has a message with this mid. Otherwise {kind, mid} says what the message met: 'REPEATED' or
-- 'STALE', and it was not saved, or 'UNSEEN', and it was.
--
-- The notes are a hash: last, the highest mid that was saved; lost, the highest that is gone; until,
-- when the hash goes. Ids are compared as digits: a number of this language has 53 bits only.
local set, notes = KEYS[1], KEYS[2]
local mid, member, expiry, cap, kept = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local push, known = ARGV[6], ARGV[7]
local now, forgotten = tonumber(ARGV[8]), ARGV[9]

local function above(one, other)
  return #one > #other or (#one == #other and one > other)
end

-- of most scores it is what Redis says already, and a number's way there and back is long
local function id(score)
  return string.find(score, '^%d+$') and score or string.format('%.0f', tonumber(score))
end

-- what is remembered of a named push: until when, and its mid
if forgotten ~= '0' then
  local till, before = string.match(redis.call('GET', KEYS[3]) or '', '^(%d+) (%d+)$')
  if till and tonumber(till) > now then
    return {'REPEATED', before}
  end
end

local function remember()
  if forgotten ~= '0' then
    redis.call('SET', KEYS[3], forgotten .. ' ' .. mid)
    redis.call('EXPIREAT', KEYS[3], forgotten)
  end
end

if expiry == 0 then
  remember()
  return 1
end
local noted = redis.call('HMGET', notes, 'last', 'lost', 'until')
local last, lost, till = noted[1], noted[2] or '0', tonumber(noted[3] or 0)
local held = redis.call('ZCARD', set)
-- the newest, unless that is last: to ask for a score is dear, for Redis writes it as digits
local newest
if held > 0 and (not last or redis.call('ZCOUNT', set, '(' .. last, '+inf') > 0) then
  newest = id(redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')[2])
end
local top = last or '0'
if newest and above(newest, top) then
  top = newest
end
if push == '0' and held > 0 and not above(mid, top) and redis.call('ZCOUNT', set, mid, mid) > 0 then
  return 0
end
if last and held == 0 and above(last, lost) then
  -- the set expired
  lost = last
elseif newest and not last and above(newest, lost) then
  -- it is another system's, which did not note what it removed
  lost = newest
end

local answer = 1
if push ~= '0' then
  if above(lost, top) then
    top = lost
  end
  local stale = not above(mid, top)
  -- mostly the saver knows of all, and nothing need be looked through
  if stale or above(top, known) then
    local lowest = above(known, mid) and mid or known
    local others = redis.call('ZREVRANGEBYSCORE', set, '+inf', lowest, 'WITHSCORES')
    for i = 1, #others, 2 do
      local other = id(others[i + 1])
      if other == mid or above(other, known) then
        -- the tail of a member: its message may be long, and may look like anything
        if string.match(string.sub(others[i], -64), ',"mid":%d+,"push":(%d+)}$') == push then
          return {'REPEATED', other}
        end
        if answer == 1 then
          answer = {'UNSEEN', other}
        end
      end
    end
    if stale then
      return {'STALE', top}
    end
  end
end

remember()
local left = redis.call('PTTL', set)
held = held + redis.call('ZADD', set, mid, member)
if held > cap then
  local displaced
  if held == cap + 1 then
    displaced = id(redis.call('ZPOPMIN', set)[2])
  else
    -- the cap was higher before
    displaced = id(redis.call('ZRANGE', set, -cap - 1, -cap - 1, 'WITHSCORES')[2])
    redis.call('ZREMRANGEBYRANK', set, 0, -cap - 1)
  end
  if above(displaced, lost) then
    lost = displaced
  end
end
if not last or above(mid, last) then
  last = mid
end
redis.call('HSET', notes, 'last', last, 'lost', lost)
-- whole days, so that it need not be set for every message
local day = 86400
local goes = (math.floor((expiry + kept) / day) + 1) * day
if goes > till then
  redis.call('HSET', notes, 'until', string.format('%.0f', goes))
  redis.call('EXPIREAT', notes, string.format('%.0f', goes))
end

-- the set goes with the last of its messages to expire
if left == -1 then
  -- it was there without an expiry, from another system: its members tell theirs
  for _, other in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    local seconds = tonumber(string.match(other, '.*"expire":(%d+)'))
    if not seconds then
      return answer
    end
    expiry = math.max(expiry, seconds)
  end
elseif left >= 0 then
  local time = redis.call('TIME')
  if time[1] * 1000 + math.floor(time[2] / 1000) + left >= expiry * 1000 then
    return answer
  end
end
redis.call('EXPIREAT', set, string.format('%.0f', expiry))
return answer
