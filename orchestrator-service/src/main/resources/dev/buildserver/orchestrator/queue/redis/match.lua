-- Takes the best tasks for sessions that wait: by priority, raised by age; then by the turns of
-- tenants and projects; then by age. Each goes to a session that has its repository warm, else to
-- the first that may have it.
-- ARGV   1 time after which what is taken comes back (ms), 2 time for which an agent stays excluded
--        (ms), 3 age that is worth a priority, up to High (ms), 4 age from which a task goes before
--        all others (ms), 5 blocked tenants, 6 blocked projects as tenant:project (JSON arrays),
--        7 sessions, the least loaded first (JSON: [[session, agent, slots, [class], [warm]]])
-- returns {1 when the index is complete else 0; then per match: member, version, session}
local reclaim, exclusion = tonumber(ARGV[1]), tonumber(ARGV[2])
local age_step, max_wait = tonumber(ARGV[3]), tonumber(ARGV[4])
local MOVE_AT_ONCE, HIGH, FIRST_OF_ALL = 64, 2, 4
local now = clock()

local function set_of(list)
  local set = {}
  for _, name in ipairs(list) do
    set[name] = true
  end
  return set
end

local blocked_tenants, blocked_projects = set_of(cjson.decode(ARGV[5])), set_of(cjson.decode(ARGV[6]))

local seekers, warm, slots = {}, {}, 0
for place, s in ipairs(cjson.decode(ARGV[7])) do
  seekers[place] = { session = s[1], agent = s[2], slots = s[3], classes = set_of(s[4]) }
  slots = slots + s[3]
  for _, key in ipairs(s[5]) do
    warm[key] = warm[key] or {}
    table.insert(warm[key], seekers[place])
  end
end

-- What is due, and what was taken by a replica that then fell silent.
local function bring_back(from)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', from, '-inf', now, 'LIMIT', 0, MOVE_AT_ONCE)) do
    redis.call('ZREM', from, member)
    local e = entry(member)
    if e then
      add_waiting(member, e)
    end
  end
end

local function may_have(seeker, e)
  if seeker.slots == 0 or not seeker.classes[e[CLASS]] then
    return false
  end
  if now - e[SINCE] <= exclusion then
    for _, name in ipairs(e[EXCLUDED]) do
      if name == seeker.agent then
        return false
      end
    end
  end
  return true
end

local function seeker_for(e)
  for _, seeker in ipairs(warm[e[AFFINITY]] or {}) do
    if may_have(seeker, e) then
      return seeker
    end
  end
  for _, seeker in ipairs(seekers) do
    if may_have(seeker, e) then
      return seeker
    end
  end
end

-- The first of a list that somebody may have; its head suffices nearly always.
local function first_of(key)
  for _, from in ipairs({ 0, 1 }) do
    for _, member in ipairs(redis.call('ZRANGE', key, from, from == 0 and 0 or FAR - 1)) do
      local e = entry(member)
      if not e then
        redis.call('ZREM', key, member)
      elseif not blocked_tenants[e[TENANT]] and not blocked_projects[e[TENANT] .. ':' .. e[PROJECT]] then
        local seeker = seeker_for(e)
        if seeker then
          return member, e, seeker
        end
      end
    end
  end
end

-- The name whose turn it is; a score that lags behind the virtual time is put right first.
local function first_in_turn(key, name_of)
  for _ = 1, 8 do
    local head = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    if #head == 0 then
      return nil
    end
    local due = virtual_time(name_of(head[1]))
    if tonumber(head[2]) >= due then
      return head[1]
    end
    redis.call('ZADD', key, due, head[1])
  end
  return redis.call('ZRANGE', key, 0, 0)[1]
end

-- Tries the name whose turn it is, and the others only where that one gives nothing.
local function in_turn(key, name_of, try)
  local first = first_in_turn(key, name_of)
  if not first then
    return nil
  end
  local member, e, seeker = try(first)
  if member then
    return member, e, seeker
  end
  for _, name in ipairs(redis.call('ZRANGE', key, 0, FAR - 1)) do
    if name ~= first then
      member, e, seeker = try(name)
      if member then
        return member, e, seeker
      end
    end
  end
end

local function fair_pick(level)
  return in_turn(tenants_key(level), function(name) return name end, function(tenant)
    if blocked_tenants[tenant] then
      return nil
    end
    local function name_of(project)
      return tenant .. ':' .. project
    end
    return in_turn(projects_key(level, tenant), name_of, function(project)
      return first_of(flow_key(level, tenant, project))
    end)
  end)
end

local function charge(key, name, place, pool_name)
  local start = math.max(virtual_time(name), virtual_time(pool_name))
  set_virtual_time(pool_name, start)
  set_virtual_time(name, start + 1)
  redis.call('ZADD', key, 'XX', start + 1, place)
end

local function take(member, e, seeker)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  remove_waiting(member, e)
  redis.call('ZADD', KEYS[3], now + reclaim, member)
  charge(tenants_key(level), tenant, tenant, '*')
  charge(projects_key(level, tenant), tenant .. ':' .. project, project, tenant .. ':*')
  seeker.slots = seeker.slots - 1
  slots = slots - 1
end

-- How urgent a level is: its priority, raised by the age of its oldest task; and that age.
local function urgency(level, priority)
  local oldest = redis.call('ZRANGE', ages_key(level), 0, 0, 'WITHSCORES')
  if #oldest == 0 then
    return nil
  end
  local age = now - tonumber(oldest[2])
  if age >= max_wait then
    return FIRST_OF_ALL, age
  end
  return math.max(priority, math.min(HIGH, priority + math.floor(age / age_step))), age
end

local levels = {}
local function look_at(level)
  local priority = tonumber(string.match(level, ':(%d+)$'))
  local urgent, age = urgency(level, priority)
  levels[level] = urgent and { urgency = urgent, age = age, raised = urgent > priority }
end

bring_back(KEYS[4])
bring_back(KEYS[3])
local answer = { redis.call('EXISTS', KEYS[1]) }
for _, level in ipairs(redis.call('SMEMBERS', KEYS[6])) do
  look_at(level)
end
while slots > 0 do
  local best, first
  for level, state in pairs(levels) do
    if state and (not first or state.urgency > first.urgency
        or (state.urgency == first.urgency and state.age > first.age)) then
      best, first = level, state
    end
  end
  if not best then
    break
  end
  local member, e, seeker
  if first.urgency == FIRST_OF_ALL then
    member, e, seeker = first_of(ages_key(best))
  end
  if not member then
    member, e, seeker = fair_pick(best)
  end
  if member then
    take(member, e, seeker)
    table.insert(answer, member)
    table.insert(answer, e[VERSION])
    table.insert(answer, seeker.session)
    if first.raised then
      -- The task that raised it may be the one that was taken.
      look_at(best)
    end
  else
    levels[best] = nil
  end
end
write_virtual_times()
return answer
