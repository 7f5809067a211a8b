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

-- The version alone, without reading the rest; nil for a member that is not known.
local function version(member)
  local text = redis.call('HGET', KEYS[2], member)
  return text and tonumber(string.match(text, '^%[(%d+)')), text
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

local function write_virtual_times()
  if redis.call('EXISTS', KEYS[6]) == 0 then
    -- Nobody waits: the next to come start equal.
    redis.call('DEL', KEYS[5])
    return
  end
  local fields = {}
  for name in pairs(changed) do
    fields[#fields + 1] = name
    fields[#fields + 1] = string.format('%.6f', virtual[name])
    if #fields >= 200 then
      redis.call('HSET', KEYS[5], unpack(fields))
      fields = {}
    end
  end
  if #fields > 0 then
    redis.call('HSET', KEYS[5], unpack(fields))
  end
end

-- Those who start equal go by age: a fraction below what a turn costs, from the time of day.
local function by_age(since)
  return (since % 86400000) / 864000000
end

-- Flows that this run has seen waiting, so that it looks only once.
local active = {}

local function add_waiting(member, e)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  local flow = flow_key(level, tenant, project)
  redis.call('ZADD', flow, e[SINCE], member)
  redis.call('ZADD', ages_key(level), e[SINCE], member)
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

-- Whether the member waited.
local function remove_waiting(member, e)
  local level, tenant, project = level_of(e), e[TENANT], e[PROJECT]
  local flow = flow_key(level, tenant, project)
  if redis.call('ZREM', flow, member) == 0 then
    return false
  end
  redis.call('ZREM', ages_key(level), member)
  if redis.call('EXISTS', flow) == 0 then
    active[flow] = nil
    local projects = projects_key(level, tenant)
    redis.call('ZREM', projects, project)
    if redis.call('EXISTS', projects) == 0 then
      local tenants = tenants_key(level)
      redis.call('ZREM', tenants, tenant)
      if redis.call('EXISTS', tenants) == 0 then
        redis.call('SREM', KEYS[6], level)
      end
    end
  end
  return true
end

-- text: the entry, which is read only where it has to be.
local function remove_everywhere(member, text)
  if redis.call('ZREM', KEYS[3], member) == 0 and redis.call('ZREM', KEYS[4], member) == 0 then
    remove_waiting(member, cjson.decode(text))
  end
end

