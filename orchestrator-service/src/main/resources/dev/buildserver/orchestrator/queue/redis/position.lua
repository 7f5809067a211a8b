-- How many tasks are likely to be served before one, plus one: those of higher priorities, and the
-- older ones of its own. The turns of tenants may change it either way.
-- ARGV   1 member
-- returns 1 for the next, 0 when the task is not waiting here
local text = redis.call('HGET', KEYS[2], ARGV[1])
local own = text and place_of(text)
local rank = own and redis.call('ZRANK', ages_key(own), ARGV[1])
if not rank then
  return 0
end
local function priority(level)
  return tonumber(string.match(level, ':(%d+)$'))
end
for _, level in ipairs(redis.call('SMEMBERS', KEYS[6])) do
  if priority(level) > priority(own) then
    rank = rank + redis.call('ZCARD', ages_key(level))
  end
end
return rank + 1
