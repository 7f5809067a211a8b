-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] pinned (ZSET entry → epoch ms)  KEYS[5] complete (there or not)
-- ARGV[1] now, epoch ms  ARGV[2] end of the pin, epoch ms, or '' = only look  then the entries
-- Returns 1 or 0, whether the record is complete; then the positions, from 0, of those on record.
local found = { redis.call('EXISTS', KEYS[5]) }
for i = 3, #ARGV do
    if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then
        found[#found + 1] = i - 3
        if ARGV[2] ~= '' then
            redis.call('ZADD', KEYS[1], 'GT', ARGV[1], ARGV[i])
            redis.call('ZADD', KEYS[4], 'GT', ARGV[2], ARGV[i])
        end
    end
end
return found
