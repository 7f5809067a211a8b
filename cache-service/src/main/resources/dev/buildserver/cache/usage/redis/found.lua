-- KEYS[6] versions (HASH record → version)
-- ARGV per record: key, the version that was on record before ('' for none), the version now
-- Changes only what nobody else changed meanwhile. Returns the number of records.
for i = 1, #ARGV, 3 do
    local current = redis.call('HGET', KEYS[6], ARGV[i]) or ''
    if current == ARGV[i + 1] then redis.call('HSET', KEYS[6], ARGV[i], ARGV[i + 2]) end
end
return #ARGV / 3
