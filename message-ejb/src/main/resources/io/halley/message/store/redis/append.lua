-- Appends a message to a key's log: numbers it, adds it to the key's set, and takes note of its id and of
-- those that it displaces. KEYS: the set, the key's notes, the name of the push; ARGV: the mid that it is
-- to have at least (a multiple of 4), the member up to its mid, the push id, expiry (Unix second; 0: it is
-- not kept and only gets its mid), cap, how many seconds notes are kept beyond the last expiry, 1 where
-- somebody else may have appended the push already, the mid from which on a push may be repeated, now, and
-- until when the push is remembered (Unix seconds; 0: it has no name).
-- Returns the mid, a space, and the last mid that the log gave before ('0': none). Where the push is
-- repeated: only the mid of the first, and nothing was written.
--
-- The notes are a hash: last, the highest mid that was written; given, the highest that was given to what is
-- not kept; again, the highest of a push that was asked for again; lost, the highest that is gone; gone, up to
-- where clients have all, so that nobody reads it; until, when the hash goes. Ids are compared as digits: a
-- number of this language has 53 bits, and so holds multiples of 4 exactly below 2^55, where ids end.
local set, notes, name = KEYS[1], KEYS[2], KEYS[3]
local mid, head, push = ARGV[1], ARGV[2], ARGV[3]
local expiry, cap, kept = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local again, repeatable, now, forgotten = ARGV[7] == '1', ARGV[8], tonumber(ARGV[9]), ARGV[10]

local function above(one, other)
  return #one > #other or (#one == #other and one > other)
end

-- of most scores it is what Redis says already, and a number's way there and back is long; another program's
-- score may be anything
local function id(score)
  return string.find(score, '^%d+$') and score
    or string.format('%.0f', math.min(math.max(0, tonumber(score)), 2 ^ 55))
end

-- what is remembered of a named push: until when, and its mid
if forgotten ~= '0' then
  local till, before = string.match(redis.call('GET', name) or '', '^(%d+) (%d+)$')
  if till and tonumber(till) > now then
    return before
  end
end

local noted = redis.call('HMGET', notes, 'last', 'lost', 'until', 'given', 'again')
local last, lost, till, given = noted[1], noted[2] or '0', tonumber(noted[3] or 0), noted[4]

-- mostly nothing was asked for twice, and nothing need be looked through
if again or (noted[5] and not above(repeatable, noted[5])) then
  for _, other in ipairs(redis.call('ZREVRANGEBYSCORE', set, '+inf', repeatable)) do
    -- the tail of a member: its message may be long, and may look like anything
    local before, of = string.match(string.sub(other, -64), ',"mid":(%d+),"push":(%d+)}$')
    if of == push then
      return before
    end
  end
end

local held = redis.call('ZCARD', set)
-- the newest, unless that is last: to ask for a score is dear, for Redis writes it as digits
local newest
if held > 0 and (not last or redis.call('ZCOUNT', set, '(' .. last, '+inf') > 0) then
  newest = id(redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')[2])
end
local previous = last or '0'
if newest and above(newest, previous) then
  previous = newest
end
if given and above(given, previous) then
  previous = given
end
if above(lost, previous) then
  previous = lost
end
if not above(mid, previous) then
  -- what another system gave may be no multiple of 4, and more than 53 bits: this is above it all the same
  mid = string.format('%.0f', math.floor(tonumber(previous) / 4) * 4 + 4)
end
if above(mid, '36028797018963964') then
  return redis.error_reply('NOMIDS the log has no mid left')
end

if forgotten ~= '0' then
  redis.call('SET', name, forgotten .. ' ' .. mid)
  redis.call('EXPIREAT', name, forgotten)
end

local left
local beyond = expiry
if expiry == 0 then
  redis.call('HSET', notes, 'given', mid)
  beyond = now
else
  if last and held == 0 and above(last, lost) then
    -- the set expired
    lost = last
  elseif newest and not last and above(newest, lost) then
    -- it is another system's, which did not note what it removed
    lost = newest
  end
  left = redis.call('PTTL', set)
  held = held + redis.call('ZADD', set, mid, head .. mid .. ',"push":' .. push .. '}')
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
  redis.call('HSET', notes, 'last', mid, 'lost', lost)
  if again then
    redis.call('HSET', notes, 'again', mid)
  end
end
-- whole days, so that it need not be set for every message
local day = 86400
local goes = (math.floor((beyond + kept) / day) + 1) * day
if goes > till then
  redis.call('HSET', notes, 'until', string.format('%.0f', goes))
  redis.call('EXPIREAT', notes, string.format('%.0f', goes))
end

local answer = mid .. ' ' .. previous
if expiry == 0 then
  return answer
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
