-- Puts a taken entry back, if it is still the one that was taken, and gives its cost back.
-- ARGV   1 member, 2 version, 3 delay (ms)
-- returns 1 put back, 0 not
local e = entry(ARGV[1])
if not e or e[VERSION] ~= tonumber(ARGV[2]) or redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then
  return 0
end
for _, name in ipairs({ e[TENANT], e[TENANT] .. ':' .. e[PROJECT] }) do
  set_virtual_time(name, math.max(0, virtual_time(name) - 1))
end
redis.call('ZADD', KEYS[4], clock() + ARGV[3], ARGV[1])
write_virtual_times()
return 1
