-- KEYS[1] held (HASH entry → number of holders)  KEYS[2] holders (ZSET holder → end, epoch ms)
-- KEYS[3] what the holder holds (SET of entries)
-- ARGV[1] holder  ARGV[2] only when its time ended by then, epoch ms; '+inf' = in any case
-- ARGV[3] most entries
-- Returns how many it holds still; 0 also when its time has not ended.
local ends = redis.call('ZSCORE', KEYS[2], ARGV[1])
if ends and ARGV[2] ~= '+inf' and tonumber(ends) > tonumber(ARGV[2]) then return 0 end
for _, entry in ipairs(redis.call('SPOP', KEYS[3], ARGV[3])) do
    if redis.call('HINCRBY', KEYS[1], entry, -1) <= 0 then redis.call('HDEL', KEYS[1], entry) end
end
local left = redis.call('SCARD', KEYS[3])
if left == 0 then redis.call('ZREM', KEYS[2], ARGV[1]) end
return left
