-- Forgets entries, unless they are of a higher version: a late acknowledgement must not remove a retry.
-- ARGV   per entry: member, version
-- returns number of entries forgotten
local forgotten = 0
for a = 1, #ARGV, 2 do
  local known, text = version(ARGV[a])
  if known and known <= tonumber(ARGV[a + 1]) then
    redis.call('HDEL', KEYS[2], ARGV[a])
    remove_everywhere(ARGV[a], text)
    forgotten = forgotten + 1
  end
end
write_virtual_times()
return forgotten
