-- Forgets entries, unless they are of a higher version: a late acknowledgement must not remove a retry.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   per entry: member, version
-- returns number of entries forgotten
local forgotten = 0
for a = 1, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[2], ARGV[a])
  local e = known and cjson.decode(known)
  if e and e[1] <= tonumber(ARGV[a + 1]) then
    redis.call('HDEL', KEYS[2], ARGV[a])
    redis.call('ZREM', KEYS[3], ARGV[a])
    redis.call('ZREM', KEYS[4], ARGV[a])
    redis.call('ZREM', KEYS[5 + e[2]], ARGV[a])
    forgotten = forgotten + 1
  end
end
return forgotten
