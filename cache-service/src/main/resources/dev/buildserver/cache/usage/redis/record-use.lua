-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- ARGV per entry: key, size in bytes, time of its use, epoch ms
-- A use never moves back in time. Returns the number of entries.
for i = 1, #ARGV, 3 do
    local key, size = ARGV[i], tonumber(ARGV[i + 1])
    local before = redis.call('HGET', KEYS[2], key)
    if not before or tonumber(before) ~= size then
        redis.call('HSET', KEYS[2], key, ARGV[i + 1])
        redis.call('INCRBY', KEYS[3], string.format('%.0f', size - tonumber(before or '0')))
    end
    redis.call('ZADD', KEYS[1], 'GT', ARGV[i + 2], key)
end
return #ARGV / 3
