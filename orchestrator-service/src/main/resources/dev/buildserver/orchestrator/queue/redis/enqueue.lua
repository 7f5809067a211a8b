-- Adds tasks to a pool's index, or replaces entries of lower versions.
-- ARGV   1 channel for wake-ups; then per task: member, version, entry (see flows.lua), delay (ms)
-- returns 1 when the index is complete, 0 when it may lack other tasks
local now = clock()
local visible = false
local entries, delayed = {}, {}
each_known(2, 4, function(a, known)
  local member, text, delay = ARGV[a], ARGV[a + 2], tonumber(ARGV[a + 3])
  if known and version_of(known) >= tonumber(ARGV[a + 1]) then
    return
  end
  if known then
    remove_everywhere(member, known)
  end
  table.insert(entries, member)
  table.insert(entries, text)
  if delay > 0 then
    table.insert(delayed, now + delay)
    table.insert(delayed, member)
  else
    add_waiting(member, cjson.decode(text))
    visible = true
  end
end)
in_chunks(entries, 2, function(...) redis.call('HSET', KEYS[2], ...) end)
in_chunks(delayed, 2, function(...) redis.call('ZADD', KEYS[4], ...) end)
write_added()
write_virtual_times()
if visible then
  redis.call('PUBLISH', ARGV[1], '')
end
return redis.call('EXISTS', KEYS[1])
