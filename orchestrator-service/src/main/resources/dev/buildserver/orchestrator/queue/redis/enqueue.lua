-- Adds tasks to a pool's index, or replaces entries of lower versions.
-- ARGV   1 channel for wake-ups; then per flow: level, tenant, project, number of its tasks, and per
--        task: member, entry (see flows.lua), waiting since (ms), delay (ms)
-- returns 1 when the index is complete, 0 when it may lack other tasks
local FLOW_WIDTH, TASK_WIDTH = 4, 4
local now = clock()
local entries, delayed = {}, {}

-- Where each flow and each task begins.
local flows, tasks = {}, {}
local at = 2
while ARGV[at] do
  flows[#flows + 1] = at
  local ends = at + FLOW_WIDTH + ARGV[at + 3] * TASK_WIDTH
  for task = at + FLOW_WIDTH, ends - 1, TASK_WIDTH do
    tasks[#tasks + 1] = task
  end
  at = ends
end
local known = known_at(tasks)

local function is_news(task)
  return not known[task] or version_of(known[task]) < version_of(ARGV[task + 1])
end

local function write(task)
  entries[#entries + 1] = ARGV[task]
  entries[#entries + 1] = ARGV[task + 1]
end

local function delay(task)
  delayed[#delayed + 1] = now + ARGV[task + 3]
  delayed[#delayed + 1] = ARGV[task]
end

for _, task in ipairs(tasks) do
  if known[task] and is_news(task) then
    remove_everywhere(ARGV[task], known[task])
  end
end
local visible = false
for _, flow in ipairs(flows) do
  local level, tenant, project = ARGV[flow], ARGV[flow + 1], ARGV[flow + 2]
  local queue = list_for(added, flow_key(level, tenant, project))
  local ages = list_for(added, ages_key(level))
  local first, oldest = flow + FLOW_WIDTH, nil
  for task = first, first + (ARGV[flow + 3] - 1) * TASK_WIDTH, TASK_WIDTH do
    if is_news(task) then
      write(task)
      if ARGV[task + 3] ~= '0' then
        delay(task)
      else
        add_to(queue, ages, ARGV[task + 2], ARGV[task], ARGV[task + 1])
        oldest = oldest or tonumber(ARGV[task + 2])
      end
    end
  end
  if oldest then
    enter(level, tenant, project, oldest)
    visible = true
  end
end
in_chunks(entries, 2, function(...) redis.call('HSET', KEYS[2], ...) end)
in_chunks(delayed, 2, function(...) redis.call('ZADD', KEYS[4], ...) end)
write_added()
write_virtual_times()
if visible then
  redis.call('PUBLISH', ARGV[1], '')
end
return redis.call('EXISTS', KEYS[1])
