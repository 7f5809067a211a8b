-- Finds tasks that the index lacks, or has in a lower version.
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local missing = {}
for place, text in pairs(known_at(places(1, 2))) do
  if not text or version_of(text) < tonumber(ARGV[place + 1]) then
    missing[#missing + 1] = (place + 1) / 2
  end
end
return missing
