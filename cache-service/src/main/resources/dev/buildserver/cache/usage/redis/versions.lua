-- KEYS[2] sizes (HASH entry → bytes)  KEYS[5] complete (there or not)
-- KEYS[6] versions (HASH record → version)
-- ARGV the records
-- Returns 1 or 0, whether the record is complete; then per record its version, '' when only its
-- existence is known, or nil.
local found = { redis.call('EXISTS', KEYS[5]) }
for i = 1, #ARGV do
    local version = redis.call('HGET', KEYS[6], ARGV[i])
    if not version and redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then version = '' end
    found[i + 1] = version
end
return found
