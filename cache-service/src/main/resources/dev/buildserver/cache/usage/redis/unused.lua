-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[4] held (HASH entry → number of holders)
-- ARGV[1] before this time, epoch ms  ARGV[2] most entries
-- Returns entries that nobody holds, the least recently used first.
local most, unused, offset = tonumber(ARGV[2]), {}, 0
while #unused < most do
    local page = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1], 'LIMIT', offset, most)
    if #page == 0 then break end
    for _, entry in ipairs(page) do
        if #unused < most and redis.call('HEXISTS', KEYS[4], entry) == 0 then
            unused[#unused + 1] = entry
        end
    end
    offset = offset + #page
end
return unused
