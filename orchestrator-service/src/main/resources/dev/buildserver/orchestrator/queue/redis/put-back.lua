-- Puts a taken entry back, if it is still the one that was taken, and gives its cost back.
-- ARGV   1 member, 2 version, 3 delay (ms)
-- returns 1 put back, 0 not
local text = redis.call('HGET', KEYS[2], ARGV[1])
if not text or version_of(text) ~= tonumber(ARGV[2]) or redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then
  return 0
end
local _, tenant, project = place_of(text)
for _, name in ipairs({ tenant, tenant .. ':' .. project }) do
  set_virtual_time(name, math.max(0, virtual_time(name) - TURN))
end
redis.call('ZADD', KEYS[4], clock() + ARGV[3], ARGV[1])
write_virtual_times()
return 1
