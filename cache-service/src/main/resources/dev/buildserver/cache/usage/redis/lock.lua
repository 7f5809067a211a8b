-- KEYS the locks (STRING → holder)
-- ARGV[1] holder  ARGV[2] how long it holds, ms
-- Returns the positions, from 0, of the locks that the holder has now.
local held = {}
for i = 1, #KEYS do
    if redis.call('SET', KEYS[i], ARGV[1], 'NX', 'PX', ARGV[2])
        or redis.call('GET', KEYS[i]) == ARGV[1] then
        held[#held + 1] = i - 1
    end
end
return held
