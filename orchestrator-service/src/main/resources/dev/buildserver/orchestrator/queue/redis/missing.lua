-- Finds tasks that the index lacks, or has in a lower version.
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local missing = {}
each_known(1, 2, function(a, text)
  if not text or version_of(text) < tonumber(ARGV[a + 1]) then
    table.insert(missing, (a + 1) / 2)
  end
end)
return missing
