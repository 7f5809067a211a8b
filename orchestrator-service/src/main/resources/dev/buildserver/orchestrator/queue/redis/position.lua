-- How many tasks are likely to be served before one, plus one: those of higher priorities, and the
-- older ones of its own. The turns of tenants may change it either way.
-- ARGV   1 member
-- returns 1 for the next, 0 when the task is not waiting here
local e = entry(ARGV[1])
local rank = e and redis.call('ZRANK', ages_key(level_of(e)), ARGV[1])
if not rank then
  return 0
end
for _, level in ipairs(redis.call('SMEMBERS', KEYS[6])) do
  if tonumber(string.match(level, ':(%d+)$')) > e[PRIORITY] then
    rank = rank + redis.call('ZCARD', ages_key(level))
  end
end
return rank + 1
