-- KEYS[1] reported (STRING, there once an attempt has reported)
-- KEYS[2] savings of the project (HASH measure:project file → sum)
-- KEYS[3] savings of the tenant (HASH measure:project → sum)
-- ARGV[1] project  ARGV[2] how long to remember the report, ms  ARGV[3] how long to keep sums, ms
-- then per project file: path, hits, misses, saved ms, spent ms
-- Returns 1 added, 0 reported before.
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[2]) then return 0 end
local measures = { 'hits', 'misses', 'saved', 'spent' }
for i = 4, #ARGV, 5 do
    for m, name in ipairs(measures) do
        redis.call('HINCRBY', KEYS[2], name .. ':' .. ARGV[i], ARGV[i + m])
        redis.call('HINCRBY', KEYS[3], name .. ':' .. ARGV[1], ARGV[i + m])
    end
end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return 1
