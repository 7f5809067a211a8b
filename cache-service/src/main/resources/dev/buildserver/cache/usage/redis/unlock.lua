-- KEYS the locks (STRING → holder)
-- ARGV[1] holder
-- Removes those that the holder has. Returns their number.
local freed = 0
for i = 1, #KEYS do
    if redis.call('GET', KEYS[i]) == ARGV[1] then
        freed = freed + redis.call('DEL', KEYS[i])
    end
end
return freed
