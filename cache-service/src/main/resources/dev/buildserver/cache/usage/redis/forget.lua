-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] pinned (ZSET entry → epoch ms)  KEYS[6] versions (HASH record → version)
-- ARGV[1] entry  ARGV[2] forget only when last used before this time, epoch ms, and not pinned;
-- or '+inf' = in any case  ARGV[3] now, epoch ms
-- Returns the size in bytes, or nil: used meanwhile, pinned, or not on record.
local at = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not at then return nil end
if ARGV[2] ~= '+inf' then
    local pinned = redis.call('ZSCORE', KEYS[4], ARGV[1])
    if tonumber(at) >= tonumber(ARGV[2]) then return nil end
    if pinned and tonumber(pinned) > tonumber(ARGV[3]) then return nil end
end
local size = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('HDEL', KEYS[6], ARGV[1])
redis.call('DECRBY', KEYS[3], string.format('%.0f', size))
return size
