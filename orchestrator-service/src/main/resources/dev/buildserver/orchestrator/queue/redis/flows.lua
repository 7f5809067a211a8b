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

-- Parts of an entry, a JSON array.
local VERSION, PRIORITY, SINCE, TENANT, PROJECT, CLASS, AFFINITY, EXCLUDED = 1, 2, 3, 4, 5, 6, 7, 8

local function entry(member)
  local text = redis.call('HGET', KEYS[2], member)
  return text and cjson.decode(text)
end

-- The version of an entry, without reading the rest.
local function version_of(text)
  return tonumber(string.match(text, '^%[(%d+)'))
end

-- Entries of the members that stand in ARGV at every so many places, some at a time: calls
-- use(place in ARGV, entry or false).
local function each_known(first, step, use)
  local at_once = 100 * step
  for from = first, #ARGV, at_once do
    local members = {}
    for a = from, math.min(from + at_once - 1, #ARGV), step do
      members[#members + 1] = ARGV[a]
    end
    for i, text in ipairs(redis.call('HMGET', KEYS[2], unpack(members))) do
      use(from + (i - 1) * step, text)
    end
  end
end

local function level_of(e)
  return e[CLASS] .. ':' .. e[PRIORITY]
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

-- Virtual times are read once and written once by a run. Names: "*" the pool's, TENANT,
-- "TENANT:*" its projects', "TENANT:PROJECT".
local virtual, changed = {}, {}

local function virtual_time(name)
  if not virtual[name] then
    virtual[name] = tonumber(redis.call('HGET', KEYS[5], name) or 0)
  end
  return virtual[name]
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
    table.insert(fields, string.format('%.6f', virtual[name]))
  end
  in_chunks(fields, 2, function(...) redis.call('HSET', KEYS[5], ...) end)
end

-- Those who start equal go by age: a fraction below what a turn costs, from the time of day.
local function by_age(since)
  return (since % 86400000) / 864000000
end

-- Flows that this run has seen waiting, so that it looks only once; and what it adds to which sorted
-- set, in one call for each.
local active, added = {}, {}

local function push(lists, key, ...)
  local list = lists[key]
  if not list then
    list = {}
    lists[key] = list
  end
  for _, value in ipairs({ ... }) do
    list[#list + 1] = value
  end
end

local function add_waiting(member, e)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  local flow = flow_key(level, tenant, project)
  push(added, flow, e[SINCE], member)
  push(added, ages_key(level), e[SINCE], member)
  if not active[flow] then
    active[flow] = true
    local name = tenant .. ':' .. project
    local start = math.max(virtual_time(name), virtual_time(tenant .. ':*')) + by_age(e[SINCE])
    if redis.call('ZADD', projects_key(level, tenant), 'NX', start, project) == 1 then
      local tenant_start = math.max(virtual_time(tenant), virtual_time('*')) + by_age(e[SINCE])
      redis.call('ZADD', tenants_key(level), 'NX', tenant_start, tenant)
      redis.call('SADD', KEYS[6], level)
    end
  end
end

local function write_added()
  for key, list in pairs(added) do
    in_chunks(list, 2, function(...) redis.call('ZADD', key, ...) end)
  end
  added = {}
end

-- Forgets a flow that has become empty, and whoever else waits for nothing then.
local function leave(level, tenant, project)
  active[flow_key(level, tenant, project)] = nil
  local projects, tenants = projects_key(level, tenant), tenants_key(level)
  redis.call('ZREM', projects, project)
  if redis.call('EXISTS', projects) == 0 then
    redis.call('ZREM', tenants, tenant)
    if redis.call('EXISTS', tenants) == 0 then
      redis.call('SREM', KEYS[6], level)
    end
  end
end

local function remove_waiting(member, e)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  local flow = flow_key(level, tenant, project)
  if redis.call('ZREM', flow, member) == 1 then
    redis.call('ZREM', ages_key(level), member)
    if redis.call('EXISTS', flow) == 0 then
      leave(level, tenant, project)
    end
  end
end

-- text: the entry, which is read only where it has to be.
local function remove_everywhere(member, text)
  write_added()
  if redis.call('ZREM', KEYS[3], member) == 0 and redis.call('ZREM', KEYS[4], member) == 0 then
    remove_waiting(member, cjson.decode(text))
  end
end

