-- How many tasks are served before one, plus one.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   1 member
-- returns 1 for the next, 0 when the task is not waiting here
local known = redis.call('HGET', KEYS[2], ARGV[1])
if not known then
  return 0
end
local priority = cjson.decode(known)[2]
local rank = redis.call('ZRANK', KEYS[5 + priority], ARGV[1])
if not rank then
  return 0
end
for higher = priority + 1, 3 do
  rank = rank + redis.call('ZCARD', KEYS[5 + higher])
end
return rank + 1
