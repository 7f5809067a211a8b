-- Finds tasks that the index lacks, or has in a lower version.
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local missing = {}
for a = 1, #ARGV, 2 do
  local e = entry(ARGV[a])
  if not e or e[VERSION] < tonumber(ARGV[a + 1]) then
    table.insert(missing, (a + 1) / 2)
  end
end
return missing
