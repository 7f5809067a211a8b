-- Takes the best tasks for sessions that wait: by priority, then by age.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5..8 waiting by priority 0..3   (see PoolKeys)
-- ARGV   1 time after which what is taken comes back (ms), 2 time for which an agent stays excluded (ms);
--        then per session: session, agent, number of tasks that it takes
-- returns {1 when the index is complete else 0; then per match: member, version, session}
local LOOK_AT, MOVE_AT_ONCE = 32, 64
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function entry(member)
  local text = redis.call('HGET', KEYS[2], member)
  return text and cjson.decode(text)
end

-- What is due, and what was taken by a replica that then fell silent.
local function bring_back(from)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', from, '-inf', now, 'LIMIT', 0, MOVE_AT_ONCE)) do
    redis.call('ZREM', from, member)
    local e = entry(member)
    if e then
      redis.call('ZADD', KEYS[5 + e[2]], e[3], member)
    end
  end
end

local function excludes(e, agent)
  if now - e[3] > tonumber(ARGV[2]) then
    return false
  end
  for _, name in ipairs(e[4]) do
    if name == agent then
      return true
    end
  end
  return false
end

local function take(agent)
  for priority = 3, 0, -1 do
    local waiting = KEYS[5 + priority]
    for _, member in ipairs(redis.call('ZRANGE', waiting, 0, LOOK_AT - 1)) do
      local e = entry(member)
      if not e then
        redis.call('ZREM', waiting, member)
      elseif not excludes(e, agent) then
        redis.call('ZREM', waiting, member)
        redis.call('ZADD', KEYS[3], now + ARGV[1], member)
        return member, e[1]
      end
    end
  end
end

bring_back(KEYS[4])
bring_back(KEYS[3])
local answer = { redis.call('EXISTS', KEYS[1]) }
for a = 3, #ARGV, 3 do
  for _ = 1, tonumber(ARGV[a + 2]) do
    local member, version = take(ARGV[a + 1])
    if not member then
      break
    end
    table.insert(answer, member)
    table.insert(answer, version)
    table.insert(answer, ARGV[a])
  end
end
return answer
