-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] held (HASH entry → number of holders)  KEYS[5] complete (there or not)
-- KEYS[7] holders (ZSET holder → end of its time, epoch ms)
-- KEYS[8] what the holder holds (SET of entries)
-- ARGV[1] time of the use, epoch ms  ARGV[2] end of the hold, epoch ms  ARGV[3] holder
-- then the entries
-- Returns 1 or 0, whether the record is complete; then the positions, from 0, of those on record.
local found = { redis.call('EXISTS', KEYS[5]) }
for i = 4, #ARGV do
    if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then
        found[#found + 1] = i - 4
        redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[i])
        if redis.call('SADD', KEYS[8], ARGV[i]) == 1 then
            redis.call('HINCRBY', KEYS[4], ARGV[i], 1)
        end
    end
end
if #found > 1 then redis.call('ZADD', KEYS[7], 'GT', ARGV[2], ARGV[3]) end
return found
