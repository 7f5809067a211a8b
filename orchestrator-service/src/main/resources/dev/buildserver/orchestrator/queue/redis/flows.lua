-- What the scripts of a pool's index share; each is run with this before it.
-- KEYS   1 epoch, 2 tasks, 3 in flight, 4 delayed, 5 virtual times, 6 levels   (see PoolKeys)
--
-- A level is a requirement class and a priority, "class:priority". Within a level tenants take
-- turns, and within a tenant its projects: start-time fair queueing. Each has a virtual time, which
-- grows by the cost of what it gets; the lowest is served first. One that comes back after a pause
-- starts where the others are, so a pause earns nothing.
local FAR = 32
local prefix = string.sub(KEYS[1], 1, -2)

local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- What the index knows of a task: "version|since|affinity|agents|class|priority|tenant|project", the
-- agents that it is kept from joined by commas. No part holds a separator (see EntryText).
local WAITS_IN = '|([^|]*)|(%d+)|([^|]*)|([^|]*)$'

-- Level, tenant and project.
local function place_of(text)
  local class, priority, tenant, project = string.match(text, WAITS_IN)
  return class .. ':' .. priority, tenant, project
end

-- As it waits in its flow: what decides who may have it is at hand there without another look.
local function waiting(member, text)
  return member .. '|' .. text
end

local function since_of(text)
  return tonumber(string.match(text, '^%d+|(%d+)'))
end

-- The version of an entry, without reading the rest.
local function version_of(text)
  return tonumber(string.match(text, '^%d+'))
end

-- The places of members in ARGV: the first and every so many after it.
local function places(first, step)
  local list = {}
  for place = first, #ARGV, step do
    list[#list + 1] = place
  end
  return list
end

-- Entries of the members that stand at these places, by place; false for those that are not known.
local function known_at(list)
  local known = {}
  for from = 1, #list, 200 do
    local members = {}
    for i = from, math.min(from + 199, #list) do
      members[#members + 1] = ARGV[list[i]]
    end
    for i, text in ipairs(redis.call('HMGET', KEYS[2], unpack(members))) do
      known[list[from + i - 1]] = text
    end
  end
  return known
end

local function flow_key(level, tenant, project)
  return prefix .. 'q:' .. level .. ':' .. tenant .. ':' .. project
end

local function projects_key(level, tenant)
  return prefix .. 'g:' .. level .. ':' .. tenant
end

local function tenants_key(level)
  return prefix .. 'f:' .. level
end

local function ages_key(level)
  return prefix .. 'a:' .. level
end

-- Virtual times are whole numbers, TURN for each turn; they are read once and written once by a run.
-- Names: "*" the pool's, TENANT, "TENANT:*" its projects', "TENANT:PROJECT".
local TURN = 1000000000
local virtual, changed = {}, {}

local function virtual_time(name)
  if not virtual[name] then
    virtual[name] = tonumber(redis.call('HGET', KEYS[5], name) or 0)
  end
  return virtual[name]
end

-- Reads many in one call.
local function read_virtual_times(names)
  for from = 1, #names, 200 do
    local last = math.min(from + 199, #names)
    for i, value in ipairs(redis.call('HMGET', KEYS[5], unpack(names, from, last))) do
      local name = names[from + i - 1]
      virtual[name] = virtual[name] or tonumber(value or 0)
    end
  end
end

local function set_virtual_time(name, value)
  virtual[name], changed[name] = value, true
end

-- Runs a command with many arguments, some at a time.
local function in_chunks(list, width, call)
  local size = 200 - 200 % width
  for from = 1, #list, size do
    call(unpack(list, from, math.min(from + size - 1, #list)))
  end
end

local function write_virtual_times()
  if redis.call('EXISTS', KEYS[6]) == 0 then
    -- Nobody waits: the next to come start equal.
    redis.call('DEL', KEYS[5])
    return
  end
  local fields = {}
  for name in pairs(changed) do
    table.insert(fields, name)
    table.insert(fields, string.format('%d', virtual[name]))
  end
  in_chunks(fields, 2, function(...) redis.call('HSET', KEYS[5], ...) end)
end

-- Those who start equal go by age, to the millisecond: a tenth of a turn at most, from the time of day.
local function by_age(since)
  return math.floor((since % 86400000) * TURN / 864000000)
end

-- What a run adds to which sorted set, and what it removes: in one call for each at its end.
local added, entering, left = {}, {}, {}

local function list_for(lists, key)
  local list = lists[key]
  if not list then
    list = {}
    lists[key] = list
  end
  return list
end

-- Gives a flow its place among those that take turns, unless it has one.
local function enter(level, tenant, project, since)
  local flows = list_for(entering, projects_key(level, tenant))
  flows.level, flows.tenant, flows.since = level, tenant, flows.since or since
  flows[#flows + 1] = { project = project, name = tenant .. ':' .. project, since = since }
end

local function names_entering()
  local names = { '*' }
  for _, flows in pairs(entering) do
    names[#names + 1] = flows.tenant
    names[#names + 1] = flows.tenant .. ':*'
    for _, flow in ipairs(flows) do
      names[#names + 1] = flow.name
    end
  end
  return names
end

local function write_entering()
  if not next(entering) then
    return
  end
  read_virtual_times(names_entering())
  local tenants = {}
  for key, flows in pairs(entering) do
    local list, others = {}, virtual[flows.tenant .. ':*']
    for _, flow in ipairs(flows) do
      list[#list + 1] = string.format('%d', math.max(virtual[flow.name], others) + by_age(flow.since))
      list[#list + 1] = flow.project
    end
    in_chunks(list, 2, function(...) redis.call('ZADD', key, 'NX', ...) end)
    local turn = list_for(tenants, flows.level)
    turn[#turn + 1] = string.format('%d', math.max(virtual[flows.tenant], virtual['*']) + by_age(flows.since))
    turn[#turn + 1] = flows.tenant
  end
  for level, list in pairs(tenants) do
    in_chunks(list, 2, function(...) redis.call('ZADD', tenants_key(level), 'NX', ...) end)
    redis.call('SADD', KEYS[6], level)
  end
  entering = {}
end

local function add_to(queue, ages, since, member, text)
  local at = #queue
  queue[at + 1], queue[at + 2] = since, waiting(member, text)
  at = #ages
  ages[at + 1], ages[at + 2] = since, member
end

local function add_waiting(member, text)
  local level, tenant, project = place_of(text)
  local since = since_of(text)
  local queue = list_for(added, flow_key(level, tenant, project))
  add_to(queue, list_for(added, ages_key(level)), since, member, text)
  enter(level, tenant, project, since)
end

local function write_added()
  for key, list in pairs(added) do
    in_chunks(list, 2, function(...) redis.call('ZADD', key, ...) end)
  end
  added = {}
  write_entering()
end

-- A flow that has become empty takes no more turns, nor does who else waits for nothing then.
local function leave(level, tenant, project)
  local flows = list_for(left, projects_key(level, tenant))
  flows.level, flows.tenant = level, tenant
  flows[#flows + 1] = project
end

local function write_left()
  local levels = {}
  for key, flows in pairs(left) do
    in_chunks(flows, 1, function(...) redis.call('ZREM', key, ...) end)
    if redis.call('EXISTS', key) == 0 then
      redis.call('ZREM', tenants_key(flows.level), flows.tenant)
      levels[flows.level] = true
    end
  end
  for level in pairs(levels) do
    if redis.call('EXISTS', tenants_key(level)) == 0 then
      redis.call('SREM', KEYS[6], level)
    end
  end
  left = {}
end

local function remove_waiting(member, text)
  local level, tenant, project = place_of(text)
  local flow = flow_key(level, tenant, project)
  if redis.call('ZREM', flow, waiting(member, text)) == 1 then
    redis.call('ZREM', ages_key(level), member)
    if redis.call('EXISTS', flow) == 0 then
      leave(level, tenant, project)
      write_left()
    end
  end
end

-- text: the entry, which is read only where it has to be.
local function remove_everywhere(member, text)
  if redis.call('ZREM', KEYS[3], member) == 0 and redis.call('ZREM', KEYS[4], member) == 0 then
    remove_waiting(member, text)
  end
end

