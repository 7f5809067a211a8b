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

-- The first of a list that somebody may have, its head nearly always; and whether it was the only one.
local function first_of(key)
  local members = redis.call('ZRANGE', key, 0, 1)
  local only = #members == 1
  local place = 1
  while members[place] do
    local e = entry(members[place])
    if not e then
      redis.call('ZREM', key, members[place])
    elseif not blocked_tenants[e[TENANT]] and not blocked_projects[e[TENANT] .. ':' .. e[PROJECT]] then
      local seeker = seeker_for(e)
      if seeker then
        return members[place], e, seeker, only
      end
    end
    place = place + 1
    if place == 3 then
      members = redis.call('ZRANGE', key, 0, FAR - 1)
    end
  end
end

-- Who takes turns, by the key that says so: read once, kept in hand, written back at the end.
local rounds = {}

local function round(key, tenant)
  local r = rounds[key]
  if not r then
    r = { names = {}, clocks = {}, scores = {} }
    local list = redis.call('ZRANGE', key, 0, FAR - 1, 'WITHSCORES')
    for i = 1, #list, 2 do
      local place = (i + 1) / 2
      r.names[place] = list[i]
      r.clocks[place] = tenant and tenant .. ':' .. list[i] or list[i]
      r.scores[place] = tonumber(list[i + 1])
    end
    r.others_from = #r.names == FAR and r.scores[FAR]
    rounds[key] = r
  end
  return r
end

-- A score lags behind where the same tenant or project was served in another level.
local function due(r, place)
  return math.max(r.scores[place], virtual_time(r.clocks[place]))
end

local function write_round(key)
  local r, scores = rounds[key], {}
  for place, name in ipairs(r.names) do
    local now_due = due(r, place)
    if now_due > r.scores[place] then
      table.insert(scores, string.format('%.9f', now_due))
      table.insert(scores, name)
    end
  end
  in_chunks(scores, 2, function(...) redis.call('ZADD', key, 'XX', ...) end)
  rounds[key] = nil
end

-- The name whose turn it is, of those that were not passed over.
local function next_turn(key, tenant, passed)
  local best, best_due
  for _ = 1, 8 do
    local r = round(key, tenant)
    best, best_due = nil, nil
    for place, name in ipairs(r.names) do
      local its_due = not passed[name] and due(r, place)
      if its_due and (not best or its_due < best_due) then
        best, best_due = name, its_due
      end
    end
    if not r.others_from or (best and best_due <= r.others_from) then
      return best
    end
    -- One that was not read may be before them.
    if next(passed) then
      return best
    end
    write_round(key)
  end
  return best
end

local function charge(name, all)
  local start = math.max(virtual_time(name), virtual_time(all))
  set_virtual_time(all, start)
  set_virtual_time(name, start + 1)
end

local function forget(key, name)
  local r = rounds[key]
  for place, known in ipairs(r and r.names or {}) do
    if known == name then
      for _, list in ipairs({ r.names, r.clocks, r.scores }) do
        table.remove(list, place)
      end
      return
    end
  end
end

local function leave_when_empty(level, tenant, project)
  if redis.call('EXISTS', flow_key(level, tenant, project)) == 1 then
    return
  end
  leave(level, tenant, project)
  forget(projects_key(level, tenant), project)
  if redis.call('EXISTS', projects_key(level, tenant)) == 0 then
    forget(tenants_key(level), tenant)
  end
end

local function fair_pick(level)
  local passed, tenants = {}, tenants_key(level)
  local tenant = next_turn(tenants, nil, passed)
  while tenant do
    if not blocked_tenants[tenant] then
      local skipped, projects = {}, projects_key(level, tenant)
      local project = next_turn(projects, tenant, skipped)
      while project do
        local member, e, seeker, only = first_of(flow_key(level, tenant, project))
        if member then
          return member, e, seeker, only
        end
        skipped[project] = true
        leave_when_empty(level, tenant, project)
        project = next_turn(projects, tenant, skipped)
      end
    end
    passed[tenant] = true
    tenant = next_turn(tenants, nil, passed)
  end
end

-- What is taken, to be written in one call for each key.
local gone, in_flight = {}, {}

local function write_gone()
  for key, members in pairs(gone) do
    in_chunks(members, 1, function(...) redis.call('ZREM', key, ...) end)
  end
  gone = {}
end

local function take(member, e, seeker, only)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  local flow = flow_key(level, tenant, project)
  redis.call('ZREM', flow, member)
  push(gone, ages_key(level), member)
  table.insert(in_flight, now + reclaim)
  table.insert(in_flight, member)
  charge(tenant, '*')
  charge(tenant .. ':' .. project, tenant .. ':*')
  if only ~= false then
    leave_when_empty(level, tenant, project)
  end
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
write_added()
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
  local member, e, seeker, only
  if first.urgency == FIRST_OF_ALL then
    write_gone()
    member, e, seeker = first_of(ages_key(best))
  end
  if not member then
    member, e, seeker, only = fair_pick(best)
  end
  if member then
    take(member, e, seeker, only)
    table.insert(answer, member)
    table.insert(answer, e[VERSION])
    table.insert(answer, seeker.session)
    if first.raised then
      -- The task that raised it may be the one that was taken.
      write_gone()
      look_at(best)
    end
  else
    levels[best] = nil
  end
end
write_gone()
in_chunks(in_flight, 2, function(...) redis.call('ZADD', KEYS[3], ...) end)
local kept = {}
for key in pairs(rounds) do
  table.insert(kept, key)
end
for _, key in ipairs(kept) do
  write_round(key)
end
write_virtual_times()
return answer
