-- How a run of match gives tenants and projects their turns; it comes between flows.lua and match.lua.
-- A round: those who take turns, the next first. It is read once and written back at the end.
local rounds = {}
local NOBODY = {}

local function open_round(key, tenant)
  local round = { key = key, tenant = tenant }
  local list = redis.call('ZRANGE', key, 0, FAR - 1, 'WITHSCORES')
  for i = 1, #list, 2 do
    local name, score = list[i], tonumber(list[i + 1])
    local clock = tenant and tenant .. ':' .. name or name
    round[#round + 1] = { name = name, clock = clock, score = score, due = score, read = i }
  end
  round.others_from = #round == FAR and round[FAR].score
  local clocks = {}
  for place, one in ipairs(round) do
    clocks[place] = one.clock
  end
  read_virtual_times(clocks)
  rounds[key] = round
  return round
end

local function write_round(round)
  -- Who has left must not be read again.
  write_left()
  local list = {}
  for _, one in ipairs(round) do
    local due = math.max(one.due, virtual[one.clock] or 0)
    if due > one.score then
      list[#list + 1] = string.format('%d', due)
      list[#list + 1] = one.name
    end
  end
  in_chunks(list, 2, function(...) redis.call('ZADD', round.key, 'XX', ...) end)
  rounds[round.key] = nil
end

local function write_rounds()
  local open = {}
  for _, round in pairs(rounds) do
    open[#open + 1] = round
  end
  for _, round in ipairs(open) do
    write_round(round)
  end
end

-- Those that are due at the same time stand in the order in which they were read.
local function is_before(one, other)
  return one.due < other.due or (one.due == other.due and one.read < other.read)
end

-- Moves one behind those that are due before it.
local function move_back(round, place, due)
  local one = round[place]
  one.due = due
  while round[place + 1] and is_before(round[place + 1], one) do
    round[place] = round[place + 1]
    place = place + 1
  end
  round[place] = one
end

-- The first that was not passed over. Its score lags behind its clock where the same tenant or
-- project was served since, here or in another level.
local function first_by_clock(round, passed)
  local place = 1
  while round[place] do
    local one = round[place]
    if passed[one.name] then
      place = place + 1
    else
      local time = virtual_time(one.clock)
      if time <= one.due then
        return one
      end
      move_back(round, place, time)
    end
  end
end

-- Whose turn it is, of those that were not passed over; nil when nobody is left.
local function next_turn(key, tenant, passed)
  local round = rounds[key] or open_round(key, tenant)
  local first = first_by_clock(round, passed)
  -- Where not all were read, one that was not may be before them: then they are read anew.
  for _ = 1, round.others_from and 8 or 0 do
    if not round.others_from or next(passed) or (first and first.due <= round.others_from) then
      break
    end
    write_round(round)
    round = open_round(key, tenant)
    first = first_by_clock(round, passed)
  end
  return first
end

local function forget(key, name)
  local round = rounds[key]
  for place, one in ipairs(round or {}) do
    if one.name == name then
      table.remove(round, place)
      break
    end
  end
  return round and #round == 0 and not round.others_from
end

-- A flow that has become empty takes no more turns.
local function end_turns(level, tenant, project)
  leave(level, tenant, project)
  if forget(projects_key(level, tenant), project) then
    forget(tenants_key(level), tenant)
  end
end

local function charge(name, all)
  local start = math.max(virtual_time(name), virtual_time(all))
  set_virtual_time(all, start)
  set_virtual_time(name, start + TURN)
end
