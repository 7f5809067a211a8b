-- Forgets entries, unless they are of a higher version: a late acknowledgement must not remove a retry.
-- ARGV   per entry: member, version
-- returns number of entries forgotten
local asked, members, texts = places(1, 2), {}, {}
local known = known_at(asked)
for _, place in ipairs(asked) do
  local text = known[place]
  if text and version_of(text) <= tonumber(ARGV[place + 1]) then
    members[#members + 1] = ARGV[place]
    texts[ARGV[place]] = text
  end
end
local in_flight = 0
in_chunks(members, 1, function(...)
  redis.call('HDEL', KEYS[2], ...)
  in_flight = in_flight + redis.call('ZREM', KEYS[3], ...)
end)
if in_flight < #members then
  -- Rare: most are acknowledged because they were taken and granted.
  for _, member in ipairs(members) do
    remove_everywhere(member, texts[member])
  end
end
write_virtual_times()
return #members
