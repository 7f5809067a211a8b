-- Marks the index as complete, unless it was emptied since the rebuild began.
-- ARGV   1 id of the rebuild
-- returns 1 when it is complete, 0 when it was emptied
if redis.call('DEL', prefix .. 's:' .. ARGV[1]) == 0 then
  return 0
end
redis.call('SET', KEYS[1], 'C')
return 1
