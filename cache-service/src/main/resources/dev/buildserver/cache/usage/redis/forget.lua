-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- KEYS[4] held (HASH entry → number of holders)  KEYS[6] versions (HASH record → version)
-- ARGV[1] entry  ARGV[2] forget only when last used before this time, epoch ms, and nobody holds
-- it; or '+inf' = in any case
-- Who holds it goes on holding its name: what is stored under it again is held, too.
-- Returns the size in bytes, or nil: used meanwhile, held, or not on record.
local at = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not at then return nil end
if ARGV[2] ~= '+inf' then
    if tonumber(at) >= tonumber(ARGV[2]) then return nil end
    if redis.call('HEXISTS', KEYS[4], ARGV[1]) == 1 then return nil end
end
local size = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[6], ARGV[1])
redis.call('DECRBY', KEYS[3], string.format('%.0f', size))
return size
