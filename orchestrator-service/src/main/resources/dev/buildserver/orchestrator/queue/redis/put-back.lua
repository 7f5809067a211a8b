-- Puts a taken entry back, if it is still the one that was taken.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   1 member, 2 version, 3 delay (ms)
-- returns 1 put back, 0 not
local known = redis.call('HGET', KEYS[2], ARGV[1])
if not known or cjson.decode(known)[1] ~= tonumber(ARGV[2]) then
  return 0
end
if redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then
  return 0
end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZADD', KEYS[4], now + ARGV[3], ARGV[1])
return 1
