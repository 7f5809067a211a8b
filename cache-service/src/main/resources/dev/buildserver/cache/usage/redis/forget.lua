-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[2] sizes (HASH entry → bytes)  KEYS[3] bytes (sum)
-- ARGV[1] entry  ARGV[2] forget only when last used before this time, epoch ms, or '+inf'
-- Returns 1 forgotten, 0 used meanwhile or not on record.
local at = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not at or (ARGV[2] ~= '+inf' and tonumber(at) >= tonumber(ARGV[2])) then return 0 end
local size = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('DECRBY', KEYS[3], string.format('%.0f', size))
return 1
