-- Finds tasks that the index lacks, or has in a lower version.
-- ARGV   per task: member, version
-- returns the numbers, from 1, of those tasks
local asked, missing = places(1, 2), {}
local known = known_at(asked)
for _, place in ipairs(asked) do
  local text = known[place]
  if not text or version_of(text) < tonumber(ARGV[place + 1]) then
    missing[#missing + 1] = (place + 1) / 2
  end
end
return missing
