-- Finds tasks that the index lacks, or has in a lower version.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local missing = {}
for a = 1, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[2], ARGV[a])
  if not known or cjson.decode(known)[1] < tonumber(ARGV[a + 1]) then
    table.insert(missing, (a + 1) / 2)
  end
end
return missing
