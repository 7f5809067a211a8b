-- Adds tasks to a pool's index, or replaces entries of lower versions.
-- ARGV   1 channel for wake-ups; then per task: member, version, entry (see flows.lua), delay (ms)
-- returns 1 when the index is complete, 0 when it may lack other tasks
local now = clock()
local visible = false
for a = 2, #ARGV, 4 do
  local member, text, delay = ARGV[a], ARGV[a + 2], tonumber(ARGV[a + 3])
  local newer = redis.call('HSETNX', KEYS[2], member, text) == 1
  if not newer then
    local known, known_text = version(member)
    newer = known < tonumber(ARGV[a + 1])
    if newer then
      remove_everywhere(member, known_text)
      redis.call('HSET', KEYS[2], member, text)
    end
  end
  if newer then
    if delay > 0 then
      redis.call('ZADD', KEYS[4], now + delay, member)
    else
      add_waiting(member, cjson.decode(text))
      visible = true
    end
  end
end
write_virtual_times()
if visible then
  redis.call('PUBLISH', ARGV[1], '')
end
return redis.call('EXISTS', KEYS[1])
