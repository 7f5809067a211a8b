-- KEYS[1] used (ZSET entry → epoch ms)  KEYS[4] pinned (ZSET entry → epoch ms)
-- ARGV[1] before this time, epoch ms  ARGV[2] most entries  ARGV[3] now, epoch ms
-- Pins that are over are dropped. Returns entries that are not pinned, the least recently used first.
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', ARGV[3])
local most, unused, offset = tonumber(ARGV[2]), {}, 0
while #unused < most do
    local page = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1], 'LIMIT', offset, most)
    if #page == 0 then break end
    for _, entry in ipairs(page) do
        if #unused < most and not redis.call('ZSCORE', KEYS[4], entry) then
            unused[#unused + 1] = entry
        end
    end
    offset = offset + #page
end
return unused
