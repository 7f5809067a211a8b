-- Adds tasks to a pool's index, or replaces entries of lower versions.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   1 channel for wake-ups; then per task: member, version, priority, readyAt (epoch ms),
--        delay (ms), excluded agents (JSON array)
-- returns 1 when the index is complete, 0 when it may lack other tasks
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local visible = false
for a = 2, #ARGV, 6 do
  local member, version, priority = ARGV[a], tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
  local readyAt, delay, excluded = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4]), ARGV[a + 5]
  local known = redis.call('HGET', KEYS[2], member)
  if not known or cjson.decode(known)[1] < version then
    if known then
      redis.call('ZREM', KEYS[3], member)
      redis.call('ZREM', KEYS[4], member)
      redis.call('ZREM', KEYS[5 + cjson.decode(known)[2]], member)
    end
    redis.call('HSET', KEYS[2], member,
      '[' .. version .. ',' .. priority .. ',' .. string.format('%.0f', readyAt) .. ',' .. excluded .. ']')
    if delay > 0 then
      redis.call('ZADD', KEYS[4], now + delay, member)
    else
      redis.call('ZADD', KEYS[5 + priority], readyAt, member)
      visible = true
    end
  end
end
if visible then
  redis.call('PUBLISH', ARGV[1], '')
end
return redis.call('EXISTS', KEYS[1])
