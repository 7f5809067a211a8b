-- Finds tasks that the index lacks, or has in a lower version.
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local missing = {}
for a = 1, #ARGV, 2 do
  local known = version(ARGV[a])
  if not known or known < tonumber(ARGV[a + 1]) then
    table.insert(missing, (a + 1) / 2)
  end
end
return missing
