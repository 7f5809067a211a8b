-- Puts a taken entry back, if it is still the one that was taken, and gives back what it cost, and
-- the turn where more of theirs waits.
-- ARGV   1 member, 2 version, 3 delay (ms)
-- returns 1 put back, 0 not
local text = redis.call('HGET', KEYS[2], ARGV[1])
if not text or version_of(text) ~= tonumber(ARGV[2]) or redis.call('ZREM', KEYS[3], ARGV[1]) == 0 then
  return 0
end
local function refund(round, name, clock, all)
  set_virtual_time(clock, math.max(0, virtual_time(clock) - TURN))
  local due = string.format('%d', math.max(virtual_time(clock), virtual_time(all)))
  redis.call('ZADD', round, 'XX', 'LT', due, name)
end
local level, tenant, project = place_of(text)
refund(tenants_key(level), tenant, tenant, '*')
refund(projects_key(level, tenant), project, tenant .. ':' .. project, tenant .. ':*')
redis.call('ZADD', KEYS[4], clock() + ARGV[3], ARGV[1])
write_virtual_times()
return 1
