-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] held (HASH entry → number of holders)
-- KEYS[7] holders (ZSET holder → end of its time, epoch ms)
-- KEYS[8] what the holder holds (SET of entries)
-- ARGV[1] holder  ARGV[2] end of its time, epoch ms  ARGV[3] now, epoch ms
-- then per entry: key, size in bytes
-- Those that are on record stay as they are. Returns the number of others.
local new = 0
for i = 4, #ARGV, 2 do
    if not redis.call('ZSCORE', KEYS[1], ARGV[i]) then
        new = new + 1
        redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
        redis.call('INCRBY', KEYS[3], ARGV[i + 1])
        redis.call('ZADD', KEYS[1], ARGV[3], ARGV[i])
        if redis.call('SADD', KEYS[8], ARGV[i]) == 1 then
            redis.call('HINCRBY', KEYS[4], ARGV[i], 1)
        end
    end
end
if new > 0 then redis.call('ZADD', KEYS[7], 'GT', ARGV[2], ARGV[1]) end
return new
