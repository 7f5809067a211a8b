-- KEYS[1] holders (ZSET holder → end of its time, epoch ms)
-- ARGV[1] holder  ARGV[2] now, epoch ms  ARGV[3] new end, epoch ms
-- What has ended may have been let go in part. Returns 1 renewed, 0 ended or never held.
local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not ends or tonumber(ends) <= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], 'GT', ARGV[3], ARGV[1])
return 1
