-- KEYS[2] sizes (HASH entry → bytes)  KEYS[5] complete (there or not)
-- ARGV the entries
-- Returns 1 or 0, whether the record is complete; then the positions, from 0, of those on record.
local found = { redis.call('EXISTS', KEYS[5]) }
for i = 1, #ARGV do
    if redis.call('HEXISTS', KEYS[2], ARGV[i]) == 1 then found[#found + 1] = i - 1 end
end
return found
