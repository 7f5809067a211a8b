-- Adds tasks to a pool's index, or replaces entries of lower versions.
-- ARGV   1 channel for wake-ups; then per task: member, version, entry (see flows.lua), delay (ms)
-- returns 1 when the index is complete, 0 when it may lack other tasks
local now = clock()
local visible = false
for a = 2, #ARGV, 4 do
  local member, version, text, delay = ARGV[a], tonumber(ARGV[a + 1]), ARGV[a + 2], tonumber(ARGV[a + 3])
  local new = redis.call('HSETNX', KEYS[2], member, text) == 1
  local known = not new and entry(member)
  if new or known[VERSION] < version then
    if known then
      remove_everywhere(member, known)
      redis.call('HSET', KEYS[2], member, text)
    end
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
