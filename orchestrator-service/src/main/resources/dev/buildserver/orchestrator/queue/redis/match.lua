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
  seekers[place] = { session = s[1], agent = ',' .. s[2] .. ',', slots = s[3], classes = set_of(s[4]) }
  slots = slots + s[3]
  for _, key in ipairs(s[5]) do
    warm[key] = warm[key] or {}
    table.insert(warm[key], seekers[place])
  end
end

local function may_have(seeker, class, since, excluded)
  return seeker.slots > 0 and seeker.classes[class]
    and (excluded == '' or now - since > exclusion
      or not string.find(',' .. excluded .. ',', seeker.agent, 1, true))
end

-- Of a task as it waits in its flow: since when, its affinity, and the agents that it is kept from.
local MATCHED_BY = '^[^|]*|%d+|(%d+)|([^|]*)|([^|]*)|'
local MEMBER_AND_VERSION = '^([^|]*)|(%d+)|'

local first_free = 1
local function seeker_for(class, one)
  local since, affinity, excluded = string.match(one, MATCHED_BY)
  local warm_ones = warm[affinity]
  for place = 1, warm_ones and #warm_ones or 0 do
    if may_have(warm_ones[place], class, since, excluded) then
      return warm_ones[place]
    end
  end
  while seekers[first_free] and seekers[first_free].slots == 0 do
    first_free = first_free + 1
  end
  for place = first_free, #seekers do
    if may_have(seekers[place], class, since, excluded) then
      return seekers[place]
    end
  end
end

-- What is due, and what was taken by a replica that then fell silent.
local function bring_back(from)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', from, '-inf', now, 'LIMIT', 0, MOVE_AT_ONCE)) do
    redis.call('ZREM', from, member)
    local text = redis.call('HGET', KEYS[2], member)
    if text then
      add_waiting(member, text)
    end
  end
end

-- Sorted sets of what waits, by key: read in pieces that grow. What is taken is removed from them at
-- the end, in one call for each.
local lists, taken, gone = {}, {}, {}

local function open_list(key)
  local list = { key = key, first = 1, read = 0, piece = 2 }
  lists[key] = list
  return list
end

local function ages_of(level)
  local key = ages_key(level)
  return lists[key] or open_list(key)
end

-- A flow is a list that knows whose it is.
local function flow_of(level, tenant, project)
  local key = flow_key(level, tenant, project)
  if lists[key] then
    return lists[key]
  end
  local flow = open_list(key)
  flow.level, flow.tenant, flow.project = level, tenant, project
  flow.clock, flow.all = tenant .. ':' .. project, tenant .. ':*'
  flow.ages = ages_key(level)
  return flow
end

local function note_gone(key, one)
  local all = list_for(gone, key)
  all[#all + 1] = one
end

local function write_gone()
  for key, all in pairs(gone) do
    in_chunks(all, 1, function(...) redis.call('ZREM', key, ...) end)
  end
end

-- Reads on; false when that was all.
local function read_more(list)
  local more = list.piece > 0 and redis.call('ZRANGE', list.key, list.read, list.read + list.piece - 1) or NOBODY
  if #more == 0 then
    return false
  end
  for i, one in ipairs(more) do
    list[list.read + i] = one
  end
  list.read = list.read + #more
  list.piece = #more == list.piece and list.piece * 4 or 0
  return true
end

-- The place of the next that was not taken, from a place on; nil when there is none.
local function next_in(list, place)
  while true do
    local one = list[place]
    if not one then
      if not read_more(list) then
        return nil
      end
    elseif taken[one] then
      place = place + 1
    else
      return place
    end
  end
end

local function head(list)
  list.first = next_in(list, list.first) or list.read + 1
  return list[list.first]
end

-- The first of a flow that somebody may have, its head nearly always; and who.
local function first_of(flow, class)
  local place = head(flow) and flow.first
  for _ = 1, FAR do
    if not place then
      return nil
    end
    local seeker = seeker_for(class, flow[place])
    if seeker then
      return flow[place], seeker
    end
    place = next_in(flow, place + 1)
  end
end

local answer = { redis.call('EXISTS', KEYS[1]) }
local in_flight = {}

-- Gives a session a task as it waits in its flow.
local function take(one, seeker, flow)
  local member, version = string.match(one, MEMBER_AND_VERSION)
  taken[one], taken[member] = true, true
  note_gone(flow.key, one)
  note_gone(flow.ages, member)
  charge(flow.tenant, '*')
  charge(flow.clock, flow.all)
  if not head(flow) then
    end_turns(flow.level, flow.tenant, flow.project)
  end
  seeker.slots = seeker.slots - 1
  slots = slots - 1
  local at = #in_flight
  in_flight[at + 1], in_flight[at + 2] = now + reclaim, member
  at = #answer
  answer[at + 1], answer[at + 2], answer[at + 3] = member, version, seeker.session
end

-- Takes a task of the tenant whose turn it is within its projects; false when nobody may have one.
local function take_of(level, class, turn)
  local tenant = turn.name
  turn.projects = turn.projects or projects_key(level, tenant)
  local skipped, projects = NOBODY, turn.projects
  local project = next_turn(projects, tenant, skipped)
  while project do
    project.flow = project.flow or flow_of(level, tenant, project.name)
    local flow, one, seeker = project.flow, nil, nil
    if not blocked_projects[flow.clock] then
      one, seeker = first_of(flow, class)
    end
    if one then
      take(one, seeker, flow)
      return true
    end
    if skipped == NOBODY then
      skipped = {}
    end
    skipped[project.name] = true
    if not head(flow) then
      end_turns(level, tenant, project.name)
    end
    project = next_turn(projects, tenant, skipped)
  end
  return false
end

local function take_in_turn(level, class)
  local passed, tenants = NOBODY, tenants_key(level)
  local tenant = next_turn(tenants, nil, passed)
  while tenant do
    if not blocked_tenants[tenant.name] and take_of(level, class, tenant) then
      return true
    end
    if passed == NOBODY then
      passed = {}
    end
    passed[tenant.name] = true
    tenant = next_turn(tenants, nil, passed)
  end
  return false
end

local function take_oldest(level, class)
  local list = ages_of(level)
  local place = head(list) and list.first
  for _ = 1, FAR do
    if not place then
      return false
    end
    local text = redis.call('HGET', KEYS[2], list[place])
    local _, tenant, project = place_of(text)
    local one = waiting(list[place], text)
    local blocked = blocked_tenants[tenant] or blocked_projects[tenant .. ':' .. project]
    local seeker = not blocked and seeker_for(class, one)
    if seeker then
      take(one, seeker, flow_of(level, tenant, project))
      return true
    end
    place = next_in(list, place + 1)
  end
  return false
end

-- How urgent a level is: its priority, raised by the age of its oldest task; and that age.
local function urgency(level, priority)
  local list = ages_of(level)
  if not head(list) then
    return nil
  end
  local age = now - since_of(redis.call('HGET', KEYS[2], list[list.first]))
  if age >= max_wait then
    return FIRST_OF_ALL, age
  end
  return math.max(priority, math.min(HIGH, priority + math.floor(age / age_step))), age
end

local levels = {}
local function look_at(level)
  local class, priority = string.match(level, '^(.*):(%d+)$')
  priority = tonumber(priority)
  local urgent, age = urgency(level, priority)
  levels[level] = urgent and { class = class, urgency = urgent, age = age, raised = urgent > priority }
end

local function most_urgent()
  local best, first
  for level, state in pairs(levels) do
    if state and (not first or state.urgency > first.urgency
        or (state.urgency == first.urgency and state.age > first.age)) then
      best, first = level, state
    end
  end
  return best, first
end

bring_back(KEYS[4])
bring_back(KEYS[3])
write_added()
for _, level in ipairs(redis.call('SMEMBERS', KEYS[6])) do
  look_at(level)
end
local level, state = most_urgent()
while level and slots > 0 do
  local took = (state.urgency == FIRST_OF_ALL and take_oldest(level, state.class)) or take_in_turn(level, state.class)
  if not took then
    levels[level] = nil
    level, state = most_urgent()
  elseif state.raised then
    -- The task that raised it may be the one that was taken.
    look_at(level)
    level, state = most_urgent()
  end
end
write_gone()
write_left()
in_chunks(in_flight, 2, function(...) redis.call('ZADD', KEYS[3], ...) end)
write_rounds()
write_virtual_times()
return answer
