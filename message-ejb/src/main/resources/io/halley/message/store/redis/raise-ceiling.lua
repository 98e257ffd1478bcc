-- Raises the ceiling of message ids. KEYS[1]: the ceiling; ARGV[1]: the new one. Returns the
-- ceiling before. Both are compared as digits: a number of this language has 53 bits only.
local before, new = redis.call('GET', KEYS[1]) or '0', ARGV[1]
if #new > #before or (#new == #before and new > before) then
  redis.call('SET', KEYS[1], new)
end
return before
