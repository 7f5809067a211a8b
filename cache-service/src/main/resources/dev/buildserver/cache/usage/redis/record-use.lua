-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] pinned (ZSET entry → epoch ms)
-- ARGV[1] '' = record all; else only entries that are not on record, which are pinned until this
-- time, epoch ms  then per entry: key, size in bytes, time of its use, epoch ms
-- A use never moves back in time. Returns the number of entries.
local only_new = ARGV[1] ~= ''
for i = 2, #ARGV, 3 do
    local key, size = ARGV[i], tonumber(ARGV[i + 1])
    if not only_new or not redis.call('ZSCORE', KEYS[1], key) then
        local before = tonumber(redis.call('HGET', KEYS[2], key) or '0')
        redis.call('HSET', KEYS[2], key, ARGV[i + 1])
        redis.call('INCRBY', KEYS[3], string.format('%.0f', size - before))
        redis.call('ZADD', KEYS[1], 'GT', ARGV[i + 2], key)
        if only_new then redis.call('ZADD', KEYS[4], 'GT', ARGV[1], key) end
    end
end
return (#ARGV - 1) / 3
